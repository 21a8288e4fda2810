/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarefulParserFactoryTest {
  private static final String GOOD =
      """
      OPTIONS sip:tv@127.0.0.1 SIP/2.0
      Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1
      From: <sip:a@b.test>;tag=1
      To: <sip:tv@127.0.0.1>
      Call-ID: c1
      CSeq: 1 OPTIONS
      Max-Forwards: 70
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  private final MessageParser parser = new CarefulParserFactory().createMessageParser(null);

  @Test
  void readsWhatIsGood() throws ParseException {
    assertThat(parse(GOOD).getCallId().getCallId()).isEqualTo("c1");
    assertThat(parse(GOOD.replaceFirst("OPTIONS .*", "SIP/2.0 200 OK")).getCSeq().getSeqNumber())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
  void requestWithoutMandatoryHeaderIsRefused(String header) {
    assertThatThrownBy(() -> parse(GOOD.replaceFirst(header + ": .*\r\n", "")))
        .isInstanceOf(ParseException.class);
  }

  @Test
  void otherVersionIsRefused() {
    assertThatThrownBy(() -> parse(GOOD.replaceFirst("SIP/2.0", "SIP/3.0")))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("SIP/2.0");
  }

  @Test
  void complaintIsOneLine() {
    assertThat(
            CarefulParserFactory.onOneLine(new ParseException("From: <<\r\n:bad\u0000", 3))
                .getMessage())
        .isEqualTo("From: << :bad");
  }

  @Test
  void onlyControlCharactersAreNoMessage() throws ParseException {
    assertThat(parse("\r\n\r\n")).isNull();
  }

  private SIPMessage parse(String text) throws ParseException {
    return parser.parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
  }
}
