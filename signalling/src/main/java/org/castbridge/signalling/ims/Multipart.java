/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of several texts (RFC 2046 section 5.1): in a session that changes its service a
 * description and a command, as {@code multipart/related} (RFC 2387). {@code multipart/mixed} is
 * read as well, which RFC 5621 wants of every user agent.
 *
 * @param parts in order, at least one
 */
public record Multipart(List<Part> parts) {

  /**
   * One text.
   *
   * @param type its media type, lower case, without parameters
   * @param body UTF-8
   */
  public record Part(String type, String body) {}

  private static final int MOST_PARTS = 8;
  private static final int LONGEST = 256 * 1024;
  private static final String BOUNDARY = "castbridge-part";
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))",
          Pattern.CASE_INSENSITIVE);

  public Multipart {
    parts = List.copyOf(parts);
  }

  /** Whether a media type is that of a body of several parts we read. */
  public static boolean is(String contentType) {
    String type = plain(contentType);
    return type.equals("multipart/related") || type.equals("multipart/mixed");
  }

  private static String plain(String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /**
   * Takes a body apart.
   *
   * @param contentType the Content-Type with its boundary
   * @throws MultipartException if it has no boundary, no part, too many, or a part without end
   */
  public static Multipart parse(String contentType, byte[] body) throws MultipartException {
    Matcher matcher = PARAMETER.matcher(contentType);
    if (!is(contentType) || !matcher.find()) {
      throw new MultipartException("a multipart body needs a boundary");
    }
    if (body.length > LONGEST) {
      throw new MultipartException("the body is longer than " + LONGEST + " bytes");
    }
    String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Multipart(split("--" + boundary, new String(body, StandardCharsets.UTF_8)));
  }

  private static List<Part> split(String delimiter, String text) throws MultipartException {
    List<Part> parts = new ArrayList<>();
    StringBuilder current = null;
    for (String line : text.split("\r?\n", -1)) {
      String bare = line.stripTrailing();
      if (bare.equals(delimiter + "--")) {
        if (current == null) {
          throw new MultipartException("a multipart body needs a part");
        }
        parts.add(part(current));
        return parts;
      }
      if (bare.equals(delimiter)) {
        if (current != null) {
          parts.add(part(current));
        }
        if (parts.size() == MOST_PARTS) {
          throw new MultipartException("more than " + MOST_PARTS + " parts");
        }
        current = new StringBuilder();
      } else if (current != null) {
        current.append(line).append("\r\n");
      }
    }
    throw new MultipartException("the last part has no end");
  }

  private static Part part(StringBuilder lines) {
    String text = lines.toString();
    // A part without header fields begins with the empty line.
    int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + (end == 0 ? 2 : 4));
    String type = "text/plain";
    for (String field : head.split("\r\n", -1)) {
      int colon = field.indexOf(':');
      if (colon > 0 && field.substring(0, colon).trim().equalsIgnoreCase("Content-Type")) {
        type = plain(field.substring(colon + 1));
      }
    }
    return new Part(type, body);
  }

  /** The body of the first part of this media type. */
  public Optional<String> first(String type) {
    return parts.stream().filter(part -> part.type().equals(type)).map(Part::body).findFirst();
  }

  /** The Content-Type of {@link #toString()}: related, the first part being the root. */
  public String contentType() {
    return "multipart/related;boundary=\"" + BOUNDARY + "\";type=\"" + parts.get(0).type() + "\"";
  }

  /** The body. The parts are texts of ours: none holds the boundary. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append("--").append(BOUNDARY).append("\r\nContent-Type: ").append(part.type());
      text.append("\r\n\r\n").append(part.body());
      text.append(part.body().endsWith("\r\n") ? "" : "\r\n");
    }
    return text.append("--").append(BOUNDARY).append("--\r\n").toString();
  }
}
