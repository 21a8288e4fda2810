/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The public service identities (PSIs) of an IPTV domain.
 *
 * @param domain the home domain, as {@code ims.test}
 * @param discoveryUser user part of the Service Discovery Function
 * @param mediaControlUser user part of the Media Control Function
 * @param broadcastUser user part of the broadcast television service
 * @param contentTemplate user part of a film, {@code {id}} standing for the escaped content id
 */
public record ServiceIdentities(
    String domain,
    String discoveryUser,
    String mediaControlUser,
    String broadcastUser,
    String contentTemplate) {
  private static final String PLACE = "{id}";
  private static final int LONGEST_ID = 256;

  /**
   * @throws IllegalArgumentException if the template has not exactly one {@code {id}}
   */
  public ServiceIdentities {
    int at = contentTemplate.indexOf(PLACE);
    if (at < 0 || contentTemplate.indexOf(PLACE, at + 1) >= 0) {
      throw new IllegalArgumentException("the content template needs one {id}: " + contentTemplate);
    }
  }

  /** The identities a profile names, in a domain. */
  public static ServiceIdentities of(IptvProfile profile, String domain) {
    return new ServiceIdentities(
        domain, profile.discoveryUser(), "mcf", profile.broadcastUser(), profile.contentTemplate());
  }

  /** These identities with another template for films. */
  public ServiceIdentities withContentTemplate(String template) {
    return new ServiceIdentities(domain, discoveryUser, mediaControlUser, broadcastUser, template);
  }

  /** These identities with another user part for broadcast television. */
  public ServiceIdentities withBroadcastUser(String user) {
    return new ServiceIdentities(domain, discoveryUser, mediaControlUser, user, contentTemplate);
  }

  /** The SIP URI of the Service Discovery Function. */
  public String discoveryUri() {
    return "sip:" + discoveryUser + "@" + domain;
  }

  /** The SIP URI of the Media Control Function. */
  public String mediaControlUri() {
    return "sip:" + mediaControlUser + "@" + domain;
  }

  /** The SIP URI of broadcast television: one for all channels. */
  public String broadcastUri() {
    return "sip:" + broadcastUser + "@" + domain;
  }

  /** Whether the user part of a SIP URI is that of broadcast television. */
  public boolean isBroadcast(String user) {
    return broadcastUser.equals(user);
  }

  /** The SIP URI of a film. */
  public String contentUri(String contentId) {
    return "sip:" + contentUser(contentId) + "@" + domain;
  }

  /**
   * The user part of a film's SIP URI, escaped as the SIP grammar and OIPF Volume 3 ask (no dot,
   * slash or hash).
   */
  public String contentUser(String contentId) {
    return contentTemplate.replace(PLACE, escape(contentId));
  }

  /**
   * The content id in the user part of a SIP URI, escaped or already unescaped by a SIP stack.
   *
   * @return empty if the user part does not follow the template or holds a broken escape or a
   *     control character
   */
  public Optional<String> contentId(String user) {
    int at = contentTemplate.indexOf(PLACE);
    String before = contentTemplate.substring(0, at);
    String after = contentTemplate.substring(at + PLACE.length());
    if (user == null
        || user.length() <= before.length() + after.length()
        || user.length() > 3 * LONGEST_ID + contentTemplate.length()
        || !user.startsWith(before)
        || !user.endsWith(after)) {
      return Optional.empty();
    }
    return unescape(user.substring(before.length(), user.length() - after.length()))
        .filter(id -> id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl));
  }

  private static String escape(String text) {
    StringBuilder result = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      result.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return result.toString();
  }

  private static Optional<String> unescape(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int escaped = point == '%' ? hexPair(text, i + 1) : -1;
      if (point == '%' && escaped < 0) {
        return Optional.empty();
      }
      byte[] one = Character.toString(point).getBytes(StandardCharsets.UTF_8);
      if (escaped >= 0) {
        bytes.write(escaped);
      } else {
        bytes.write(one, 0, one.length);
      }
      i += escaped >= 0 ? 3 : Character.charCount(point);
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int hexPair(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    boolean ascii = text.charAt(at) < 128 && text.charAt(at + 1) < 128;
    return ascii && high >= 0 && low >= 0 ? high * 16 + low : -1;
  }
}
