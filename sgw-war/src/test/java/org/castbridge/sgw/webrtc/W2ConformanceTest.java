/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.castbridge.sgw.control.ClientMessage;
import org.castbridge.sgw.control.W2ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class W2ConformanceTest {
  @Test
  void messagesAreRead() throws Exception {
    assertThat(W2Conformance.parse(frame("{'type':'hello','id':1,'impi':'alice@ims.test'}")))
        .isEqualTo(new ClientMessage.Hello(1, "alice@ims.test"));
    assertThat(
            W2Conformance.parse(
                frame("{'type':'play','id':2.0,'session':'s','position':1.5,'speed':-2}")))
        .isEqualTo(new ClientMessage.Play(2, "s", 1.5, -2.0));
    assertThat(W2Conformance.parse(frame("{'type':'play','id':3,'session':'s'}")))
        .isEqualTo(new ClientMessage.Play(3, "s", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "hallo                                            | NOT_JSON     | -        | -",
        "[]                                               | NOT_JSON     | -        | -",
        "''                                               | NOT_JSON     | -        | -",
        "{'type':'ping','id':1} x                         | NOT_JSON     | -        | -",
        "{'id':1}                                         | UNKNOWN_TYPE | type     | 1",
        "{'type':7,'id':1}                                | UNKNOWN_TYPE | type     | 1",
        "{'type':'dance','id':1}                          | UNKNOWN_TYPE | type     | 1",
        "{'type':'answer','id':1}                         | UNKNOWN_TYPE | type     | 1",
        "{'type':'ping'}                                  | BAD_MESSAGE  | id       | -",
        "{'type':'ping','id':0}                           | BAD_MESSAGE  | id       | -",
        "{'type':'ping','id':1.5}                         | BAD_MESSAGE  | id       | -",
        "{'type':'ping','id':1e999999999}                 | BAD_MESSAGE  | id       | -",
        "{'type':'ping','id':'1'}                         | BAD_MESSAGE  | id       | -",
        "{'type':'ping','id':1,'more':1}                  | BAD_MESSAGE  | more     | 1",
        "{'type':'hello','id':1}                          | BAD_MESSAGE  | impi     | 1",
        "{'type':'hello','id':1,'impi':'alice'}           | BAD_MESSAGE  | impi     | 1",
        "{'type':'hello','id':1,'impi':'a@b>;x'}          | BAD_MESSAGE  | impi     | 1",
        "{'type':'open','id':1,'contentId':'a/b','offer':'v'} | BAD_MESSAGE | contentId | 1",
        "{'type':'open','id':1,'contentId':'a','offer':''}    | BAD_MESSAGE | offer     | 1",
        "{'type':'open','id':1,'contentId':'a'}               | BAD_MESSAGE | offer     | 1",
        "{'type':'open','id':1,'contentId':'a','offer':'v','impu':'sip:bob@ims.test'} | FORBIDDEN_IDENTITY | impu | 1",
        "{'type':'catalogue','id':1,'identity':'sip:bob@ims.test'}  | FORBIDDEN_IDENTITY | identity | 1",
        "{'type':'play','id':1,'session':'s','position':-1}    | BAD_MESSAGE | position | 1",
        "{'type':'play','id':1,'session':'s','position':1e400} | BAD_MESSAGE | position | 1",
        "{'type':'play','id':1,'session':'s','position':null}  | BAD_MESSAGE | position | 1",
        "{'type':'play','id':1,'session':'s','speed':'fast'}   | BAD_MESSAGE | speed    | 1",
        "{'type':'seek','id':1,'session':'s'}                  | BAD_MESSAGE | position | 1",
        "{'type':'pause','id':1}                               | BAD_MESSAGE | session  | 1"
      })
  void badFramesAreNamed(String text, W2ErrorCode code, String field, Long re) {
    assertThatThrownBy(() -> W2Conformance.parse(frame(text)))
        .isInstanceOfSatisfying(
            W2ConformanceException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(code);
              assertThat(e.refusal().field()).isEqualTo(field);
              assertThat(e.re()).isEqualTo(re);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "realm,a\"b",
    "nonce,a\\b",
    "algorithm,SHA-512",
    "response,xyz",
    "nc,1",
    "qop,auth-int"
  })
  void aDigestThatCouldBreakTheHeaderIsRefused(String field, String value) {
    String proof =
        frame(
            "{'type':'authenticate','id':1,'algorithm':'MD5','realm':'r','nonce':'n','uri':'sip:x',"
                + "'nc':'00000001','cnonce':'c','response':'"
                + "0".repeat(32)
                + "','qop':'auth'}");
    String forged =
        proof.replaceFirst(
            "\"" + field + "\":\"[^\"]*\"",
            java.util.regex.Matcher.quoteReplacement(
                "\"" + field + "\":" + jakarta.json.Json.createValue(value)));
    assertThat(forged).isNotEqualTo(proof);
    assertThatThrownBy(() -> W2Conformance.parse(forged))
        .isInstanceOfSatisfying(
            W2ConformanceException.class, e -> assertThat(e.refusal().field()).isEqualTo(field));
  }

  @Test
  void deepNestingIsNoJsonForUs() {
    assertThatThrownBy(() -> W2Conformance.parse("[".repeat(60_000)))
        .isInstanceOf(W2ConformanceException.class);
  }

  @Test
  void rubbishFailsWithItsType() {
    Random random = new Random(401);
    String[] seeds = {
      frame("{'type':'play','id':2,'session':'s','position':1.5,'speed':-2}"),
      frame("{'type':'open','id':3,'contentId':'harbour','offer':'v=0'}"),
      frame("{'type':'hello','id':1,'impi':'alice@ims.test'}")
    };
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 5000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int n = random.nextInt(5); n >= 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(300));
      }
      try {
        assertThat(W2Conformance.parse(text.toString()).id()).isPositive();
      } catch (W2ConformanceException e) {
        assertThat(e.refusal()).isNotNull();
      }
    }
  }

  static String frame(String text) {
    return text.replace('\'', '"');
  }
}
