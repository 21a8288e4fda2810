/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;

/**
 * The stack's own parser with three repairs. Its complaints are put on one line: the stack quotes
 * them in the reason phrase of the 400 it answers malformed requests with, and with a line break in
 * it the answer would be malformed itself. And the protocol version is checked, which the stack
 * forgets.
 */
public final class CarefulParserFactory implements MessageParserFactory {
  private static final String VERSION = "SIP/2.0";

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    StringMsgParser parser = new StringMsgParser();
    return (bytes, readBody, strict, listener) -> {
      try {
        requireVersion(bytes);
        return complete(parser.parseSIPMessage(bytes, readBody, strict, listener));
      } catch (ParseException e) {
        throw onOneLine(e);
      }
    };
  }

  /** RFC 3261 7.1 and 7.2: a request line ends, and a status line begins, with the version. */
  static void requireVersion(byte[] message) throws ParseException {
    String line = firstLine(message).toUpperCase(Locale.ROOT);
    if (!line.isEmpty() && !line.endsWith(" " + VERSION) && !line.startsWith(VERSION + " ")) {
      throw new ParseException("first line is not of " + VERSION, 0);
    }
  }

  /**
   * RFC 3261 8.1.1: a request without these cannot even be answered; the stack would trip over it
   * and write the whole packet into the log.
   */
  private static SIPMessage complete(SIPMessage message) throws ParseException {
    if (message instanceof SIPRequest request && isIncomplete(request)) {
      throw new ParseException("Via, From, To, Call-ID or CSeq is missing", 0);
    }
    return message;
  }

  private static boolean isIncomplete(SIPRequest request) {
    return request.getTopmostVia() == null
        || request.getFrom() == null
        || request.getTo() == null
        || request.getCallId() == null
        || request.getCSeq() == null;
  }

  private static String firstLine(byte[] message) {
    int start = 0;
    while (start < message.length && (message[start] == '\r' || message[start] == '\n')) {
      start++;
    }
    int end = start;
    while (end < message.length && message[end] != '\r' && message[end] != '\n') {
      end++;
    }
    return new String(message, start, end - start, StandardCharsets.ISO_8859_1).strip();
  }

  static ParseException onOneLine(ParseException e) {
    String message =
        e.getMessage() == null ? "" : e.getMessage().replaceAll("\\p{Cntrl}+", " ").strip();
    ParseException clean = new ParseException(message, e.getErrorOffset());
    clean.initCause(e);
    return clean;
  }
}
