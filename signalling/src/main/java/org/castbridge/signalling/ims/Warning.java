/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

/**
 * A {@code Warning} header field value (RFC 3261 section 20.43).
 *
 * @param code three digits: 304 media type not available, 305 incompatible media format, 370
 *     insufficient bandwidth, 399 miscellaneous
 * @param agent the host or name of who warns
 * @param text for a person to read
 */
public record Warning(int code, String agent, String text) {
  public static final int MEDIA_TYPE_NOT_AVAILABLE = 304;
  public static final int INCOMPATIBLE_MEDIA_FORMAT = 305;
  public static final int INSUFFICIENT_BANDWIDTH = 370;
  public static final int MISCELLANEOUS = 399;

  /**
   * Reads the first warning of a header field value.
   *
   * @throws HeaderException if it is no code, agent and quoted text
   */
  public static Warning parse(String header) throws HeaderException {
    HeaderScanner scanner = new HeaderScanner(header);
    scanner.skipBlanks();
    String code = scanner.word();
    scanner.skipBlanks();
    String agent = scanner.word();
    scanner.skipBlanks();
    if (!code.matches("[0-9]{3}") || agent.isEmpty()) {
      throw scanner.wrong("a warning needs a code and an agent");
    }
    return new Warning(Integer.parseInt(code), agent, scanner.value());
  }

  /** The warning as a header field value. */
  @Override
  public String toString() {
    return code + " " + agent + " " + HeaderScanner.quoted(text);
  }
}
