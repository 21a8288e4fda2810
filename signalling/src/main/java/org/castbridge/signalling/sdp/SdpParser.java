/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a session description (RFC 8866). Lines end with CRLF or LF alone. Lines of unknown type
 * are kept; a line that is no {@code type=value}, or a malformed {@code v= o= c= b= a= m=}, is
 * refused.
 */
public final class SdpParser {
  /** Longest text taken, in characters. A browser's offer with every codec has about 8,000. */
  public static final int MAX_LENGTH = 64 * 1024;

  /** Most lines taken. */
  public static final int MAX_LINES = 2000;

  /** Most media sections taken. */
  public static final int MAX_MEDIA = 64;

  private final List<SdpLine> session = new ArrayList<>();
  private final List<MediaDescription> media = new ArrayList<>();
  private final List<SdpLine> current = new ArrayList<>();
  private MediaDescription open;
  private int number;

  private SdpParser() {}

  /**
   * Parses a session description.
   *
   * @throws SdpException naming the first line that is wrong, or the one that is missing
   */
  public static SessionDescription parse(String text) throws SdpException {
    if (text == null || text.isBlank()) {
      throw new SdpException("", "the session description is empty");
    }
    if (text.length() > MAX_LENGTH) {
      throw new SdpException(
          "", "the session description is longer than " + MAX_LENGTH + " characters");
    }
    return new SdpParser().read(text);
  }

  private SessionDescription read(String text) throws SdpException {
    String[] lines = text.split("\n", -1);
    int count = lines.length;
    while (lines[count - 1].isBlank()) {
      count--;
    }
    if (count > MAX_LINES) {
      throw new SdpException("", "the session description has more than " + MAX_LINES + " lines");
    }
    for (int i = 0; i < count; i++) {
      number = i + 1;
      String line = lines[i];
      add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    closeMedia();
    require('o');
    require('s');
    return new SessionDescription(session, media);
  }

  private void add(String text) throws SdpException {
    SdpLine line = line(text);
    if (number == 1 && !text.equals("v=0")) {
      throw wrong(text, "a session description starts with v=0");
    }
    if (line.type() == 'm') {
      closeMedia();
      open = media(line);
      return;
    }
    check(line);
    (open == null ? session : current).add(line);
  }

  private SdpLine line(String text) throws SdpException {
    if (text.length() < 2 || text.charAt(1) != '=') {
      throw wrong(text, "a line must be <type>=<value>");
    }
    try {
      return new SdpLine(text.charAt(0), text.substring(2));
    } catch (IllegalArgumentException e) {
      throw wrong(text, e.getMessage());
    }
  }

  private void check(SdpLine line) throws SdpException {
    switch (line.type()) {
      case 'v', 'o', 's', 't' -> checkSessionOnly(line);
      case 'c' -> numbered(line, () -> Connection.parse(line.value()));
      case 'b' -> numbered(line, () -> Bandwidth.parse(line.value()));
      case 'a' -> checkAttribute(line);
      default -> {
        // Kept as it is: RFC 8866 would have us drop the whole description, the field is kinder.
      }
    }
  }

  private void checkSessionOnly(SdpLine line) throws SdpException {
    if (open != null) {
      throw wrong(line.toString(), line.type() + "= must stand before the first m=");
    }
    if (line.type() != 't' && session.stream().anyMatch(other -> other.type() == line.type())) {
      throw wrong(line.toString(), line.type() + "= must stand only once");
    }
    if (line.type() == 'o') {
      numbered(line, () -> Origin.parse(line.value()));
    }
  }

  private void checkAttribute(SdpLine line) throws SdpException {
    int colon = line.value().indexOf(':');
    String name = colon < 0 ? line.value() : line.value().substring(0, colon);
    if (!Tokens.isToken(name)) {
      throw wrong(line.toString(), "an attribute needs a name");
    }
  }

  private MediaDescription media(SdpLine line) throws SdpException {
    if (media.size() >= MAX_MEDIA) {
      throw wrong(line.toString(), "more than " + MAX_MEDIA + " media sections");
    }
    String[] parts = line.value().trim().split(" +", -1);
    if (parts.length < 4) {
      throw wrong(line.toString(), "m= needs a media type, a port, a protocol and a format");
    }
    int slash = parts[1].indexOf('/');
    int port = Tokens.port(slash < 0 ? parts[1] : parts[1].substring(0, slash));
    int count = slash < 0 ? 1 : Tokens.port(parts[1].substring(slash + 1));
    if (port < 0 || count < 1) {
      throw wrong(line.toString(), "m= needs a port from 0 to 65535");
    }
    try {
      List<String> formats = List.of(parts).subList(3, parts.length);
      return new MediaDescription(parts[0], port, count, parts[2], formats, List.of());
    } catch (IllegalArgumentException e) {
      throw wrong(line.toString(), "m= needs a media type, a port, a protocol and a format");
    }
  }

  private void closeMedia() {
    if (open != null) {
      media.add(open.withLines(current));
      current.clear();
      open = null;
    }
  }

  private void require(char type) throws SdpException {
    if (session.stream().noneMatch(line -> line.type() == type)) {
      throw new SdpException("", "the line " + type + "= is missing");
    }
  }

  private SdpException wrong(String line, String message) {
    return new SdpException(line, number, message);
  }

  private void numbered(SdpLine line, Check check) throws SdpException {
    try {
      check.run();
    } catch (SdpException e) {
      throw wrong(line.toString(), e.getMessage());
    }
  }

  private interface Check {
    void run() throws SdpException;
  }
}
