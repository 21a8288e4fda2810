/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code sip:} or {@code sips:} URI (RFC 3261 19.1), taken apart far enough to compare and route
 * by.
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user user part with %-escapes resolved, or null
 * @param host lower case host name, IPv4 address or bracketed IPv6 address
 * @param port explicit port, or -1
 * @param params URI parameters in order; names lower case, flags with an empty value
 */
public record SipUri(
    String scheme, String user, String host, int port, Map<String, String> params) {

  private static final int MAX_LENGTH = 2048;
  private static final int DEFAULT_PORT = 5060;
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?\\.?)(?::([0-9]{1,5}))?");

  public SipUri {
    params = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /**
   * Parses {@code text}, which may stand in angle brackets; URI headers ({@code ?...}) are dropped.
   */
  public static SipUri parse(String text) throws SipUriException {
    if (text == null || text.length() > MAX_LENGTH) {
      throw new SipUriException(text == null ? "" : text, text == null ? "missing" : "too long");
    }
    String rest = unbracket(text.trim());
    int colon = rest.indexOf(':');
    String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("sip") && !scheme.equals("sips")) {
      throw new SipUriException(text, "the scheme is neither sip nor sips");
    }
    rest = rest.substring(colon + 1);
    // The user part may hold ';' and '?' unescaped, the rest may not hold '@': look for '@' first.
    int at = rest.indexOf('@');
    String user = at < 0 ? null : user(text, rest.substring(0, at));
    rest = rest.substring(at + 1);
    int question = rest.indexOf('?');
    if (question >= 0) {
      rest = rest.substring(0, question);
    }
    String[] parts = rest.split(";", -1);
    Matcher hostPort = HOST.matcher(parts[0].toLowerCase(Locale.ROOT));
    if (!hostPort.matches()) {
      throw new SipUriException(text, "the host is malformed");
    }
    return new SipUri(
        scheme, user, hostPort.group(1), port(text, hostPort.group(3)), params(text, parts));
  }

  /** The port, or the default of the scheme (RFC 3261 19.1.2). */
  public int effectivePort() {
    return port >= 0 ? port : scheme.equals("sips") ? DEFAULT_PORT + 1 : DEFAULT_PORT;
  }

  /**
   * The address of record: scheme, user and host without port and parameters, as registrations and
   * subscribers are looked up (RFC 3261 10.3 step 5). The same text for every way of writing the
   * same identity.
   */
  public String addressOfRecord() {
    return scheme + ":" + (user == null ? "" : escapeUser(user) + "@") + host;
  }

  /**
   * What tells one contact address from another: the comparison of RFC 3261 19.1.4, cut to what
   * routing uses.
   */
  public String contactKey() {
    String transport = params.getOrDefault("transport", "udp").toLowerCase(Locale.ROOT);
    return addressOfRecord() + ":" + effectivePort() + ";" + transport;
  }

  public Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /**
   * Escapes what RFC 3261's {@code user} rule does not allow, so that the result can be put into a
   * header.
   */
  private static String escapeUser(String user) {
    StringBuilder out = new StringBuilder();
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c < 128 && (Character.isLetterOrDigit(c) || "-_.!~*'()&=+$,;?/".indexOf(c) >= 0);
      out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return out.toString();
  }

  private static String unbracket(String text) {
    return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
  }

  private static String user(String text, String raw) throws SipUriException {
    int password = raw.indexOf(':');
    String user = unescape(text, password < 0 ? raw : raw.substring(0, password));
    if (user.isEmpty()) {
      throw new SipUriException(text, "the user part is empty");
    }
    return user;
  }

  private static int port(String text, String digits) throws SipUriException {
    int port = digits == null ? -1 : Integer.parseInt(digits);
    if (port == 0 || port > 65535) {
      throw new SipUriException(text, "the port is out of range");
    }
    return port;
  }

  private static Map<String, String> params(String text, String[] parts) throws SipUriException {
    Map<String, String> params = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      String name = pair[0].trim().toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw new SipUriException(text, "a parameter has no name");
      }
      params.put(name, pair.length == 2 ? unescape(text, pair[1].trim()) : "");
    }
    return params;
  }

  private static String unescape(String text, String raw) throws SipUriException {
    if (raw.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == '"')) {
      throw new SipUriException(text, "it holds a blank, a bracket or a quote");
    }
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.put(StandardCharsets.UTF_8.encode(CharBuffer.wrap(new char[] {c})));
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw new SipUriException(text, "a %-escape is broken");
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new SipUriException(text, "a %-escape is not UTF-8");
    }
  }
}
