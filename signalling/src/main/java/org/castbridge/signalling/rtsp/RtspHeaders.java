/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in the order they were written; names are compared without case. Immutable.
 *
 * @param fields the fields in order
 */
public record RtspHeaders(List<Field> fields) {
  public static final String ALLOW = "Allow";
  public static final String CONTENT_LENGTH = "Content-Length";
  public static final String CONTENT_TYPE = "Content-Type";
  public static final String CSEQ = "CSeq";
  public static final String NOTICE = "Notice";
  public static final String PUBLIC = "Public";
  public static final String RANGE = "Range";
  public static final String REQUIRE = "Require";
  public static final String SCALE = "Scale";
  public static final String SERVER = "Server";
  public static final String SESSION = "Session";
  public static final String UNSUPPORTED = "Unsupported";

  private static final RtspHeaders NONE = new RtspHeaders(List.of());

  /**
   * One header field.
   *
   * @param name a token
   * @param value without line end
   */
  public record Field(String name, String value) {

    /**
     * @throws IllegalArgumentException if the name is no token or the value holds a control
     *     character
     */
    public Field {
      if (!isToken(name) || !isText(value)) {
        throw new IllegalArgumentException("not a header field: " + name);
      }
    }
  }

  public RtspHeaders {
    fields = List.copyOf(fields);
  }

  /** No header fields. */
  public static RtspHeaders none() {
    return NONE;
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields of this name in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** These fields and one more, put last. */
  public RtspHeaders with(String name, String value) {
    List<Field> all = new ArrayList<>(fields);
    all.add(new Field(name, value));
    return new RtspHeaders(all);
  }

  /** These fields without those of this name. */
  public RtspHeaders without(String name) {
    return new RtspHeaders(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  static boolean isToken(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isText(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 127));
  }
}
