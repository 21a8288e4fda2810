/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.castbridge.sgw.control.CatalogueItem;
import org.castbridge.sgw.control.ChannelItem;
import org.castbridge.sgw.control.DigestChallenge;
import org.castbridge.sgw.control.Refusal;
import org.castbridge.sgw.control.ServerMessage;
import org.castbridge.sgw.control.ServerMessage.CloseReason;
import org.castbridge.sgw.control.ServerMessage.PlayState;
import org.castbridge.sgw.control.W2ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the gateway takes and sends against the schema it publishes. */
class W2SchemaTest {
  private static final String TEXT = read();
  private static final JsonSchema CLIENT = schema("clientMessage");
  private static final JsonSchema SERVER = schema("serverMessage");

  private static String read() {
    try {
      return Files.readString(Path.of("src/main/webapp/w2-schema-v1.json"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema with another root, so that a message of the wrong direction fails. */
  private static JsonSchema schema(String root) {
    String text =
        TEXT.replaceFirst("(?s)\"anyOf\": \\[.*?\\],", "\"\\$ref\": \"#/\\$defs/" + root + "\",");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static boolean fits(JsonSchema schema, String message) {
    return schema.validate(message, InputFormat.JSON).isEmpty();
  }

  static Stream<ServerMessage> serverMessages() {
    var film =
        new CatalogueItem(
            "harbour", "Harbour", "", 40, "/poster/harbour", 0, "basic", true, "H264");
    var bare = new CatalogueItem("x", "X", "", 0, null, 12, "", false, null);
    return Stream.of(
        new ServerMessage.Challenge(
            1L, List.of(new DigestChallenge("SHA-256", "r", "n", "auth", "o")), "sip:ims.test"),
        new ServerMessage.Challenge(
            null, List.of(new DigestChallenge("MD5", "r", "n", null, null)), "sip:ims.test"),
        new ServerMessage.Registered(2L, "sip:alice@ims.test", List.of("sip:alice@ims.test"), 3600),
        new ServerMessage.Catalogue(3L, List.of(film, bare)),
        new ServerMessage.Answer(4L, "t_-1", "harbour", "v=0\r\n", 40.0004),
        new ServerMessage.Channels(
            3L,
            List.of(
                new ChannelItem("one", "one:ims.test", "One", 1, "basic", 0, true, true),
                new ChannelItem("t_2", "t_2:ims.test", "", 0, "", 16, false, false))),
        new ServerMessage.Answer(4L, "t", null, "one", "v=0\r\n", 0, List.of(-2.0, 0.25, 1.0)),
        new ServerMessage.State(
            5L,
            "t",
            PlayState.PAUSED,
            1795378507.25,
            1,
            7200,
            new ServerMessage.Window("one", false, 1795371307.5, 1795378507.5)),
        new ServerMessage.State(5L, "t", PlayState.PLAYING, 1e-9, -2, 40),
        new ServerMessage.State(null, "t", PlayState.ENDED, Double.NaN, 1, 1e6),
        new ServerMessage.Ended("t", 40),
        new ServerMessage.Closed(6L, "t", CloseReason.USER),
        new ServerMessage.Closed(null, "t", CloseReason.SHUTDOWN),
        new ServerMessage.Goodbye(7L),
        new ServerMessage.Pong(8L),
        new Refusal(W2ErrorCode.NOT_ENTITLED, null, new Refusal.Upstream("SIP", 403, "no"))
            .message(9L),
        new Refusal(W2ErrorCode.UNAVAILABLE, null, new Refusal.Upstream("HTTP", 503, null))
            .message(null),
        Refusal.of(W2ErrorCode.BAD_OFFER, "m=video").message(10L));
  }

  @ParameterizedTest
  @MethodSource("serverMessages")
  void whatWeSendFits(ServerMessage message) {
    String frame = W2MessageBuilder.build(message);
    assertThat(SERVER.validate(frame, InputFormat.JSON)).as(frame).isEmpty();
    assertThat(fits(CLIENT, frame)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(W2ErrorCode.class)
  void everyErrorCodeIsPublishedAndHasASentence(W2ErrorCode code) {
    assertThat(fits(SERVER, W2MessageBuilder.build(Refusal.of(code).message(null)))).isTrue();
    assertThat(code.sentence()).matches("[A-Z].{15,120}\\.");
    assertThat(code.channelSentence()).matches("[A-Z].{15,120}\\.").doesNotContain("film");
  }

  private static final String SHA = "0".repeat(64);

  static Stream<String> clientMessages() {
    return Stream.of(
            "{'type':'hello','id':1,'impi':'alice@ims.test'}",
            "{'type':'authenticate','id':2,'algorithm':'SHA-256','realm':'r','nonce':'n',"
                + "'uri':'sip:ims.test','nc':'00000001','cnonce':'c','response':'%s','qop':'auth'}",
            "{'type':'authenticate','id':2,'algorithm':'SHA-256','realm':'r','nonce':'n',"
                + "'uri':'sip:ims.test','response':'%s','qop':null}",
            "{'type':'authenticate','id':2,'algorithm':'SHA-256','realm':'r','nonce':'n',"
                + "'uri':'sip:ims.test','response':'%s'}",
            "{'type':'catalogue','id':3}",
            "{'type':'open','id':4,'contentId':'harbour','offer':'v=0'}",
            "{'type':'channels','id':3}",
            "{'type':'watch','id':4,'channel':'one','offer':'v=0'}",
            "{'type':'zap','id':5,'session':'t','channel':'two'}",
            "{'type':'live','id':6,'session':'t'}",
            "{'type':'seek','id':7,'session':'t','position':1795378507.5}",
            "{'type':'play','id':5,'session':'t','position':12.5,'speed':2}",
            "{'type':'play','id':5,'session':'t'}",
            "{'type':'pause','id':6,'session':'t'}",
            "{'type':'seek','id':7,'session':'t','position':0}",
            "{'type':'position','id':8,'session':'t'}",
            "{'type':'close','id':9,'session':'t'}",
            "{'type':'bye','id':10}",
            "{'type':'ping','id':9007199254740991}")
        .map(text -> W2ConformanceTest.frame(text.formatted(SHA)));
  }

  @ParameterizedTest
  @MethodSource("clientMessages")
  void whatWeTakeFits(String frame) throws Exception {
    assertThat(CLIENT.validate(frame, InputFormat.JSON)).as(frame).isEmpty();
    assertThat(W2Conformance.parse(frame).id()).isPositive();
    assertThat(fits(SERVER, frame)).isFalse();
  }

  /** Mutations of good messages: schema and code must agree on every one. */
  @Test
  void codeAndSchemaAgree() {
    Random random = new Random(402);
    List<String> values =
        List.of(
            "null",
            "1",
            "0",
            "-3",
            "1.5",
            "2.0",
            "1e9",
            "\"\"",
            "\"x\"",
            "\"a b\"",
            "\"auth\"",
            "\"MD5\"",
            "true",
            "[]",
            "{}",
            "9007199254740992",
            "\"00000001\"",
            "\"a@b\"");
    List<String> frames = clientMessages().toList();
    int good = 0;
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 4000);
    for (int i = 0; i < iterations; i++) {
      String frame = mutate(frames.get(random.nextInt(frames.size())), values, random);
      boolean taken = taken(frame);
      assertThat(fits(CLIENT, frame)).as(frame).isEqualTo(taken);
      good += taken ? 1 : 0;
    }
    assertThat(good).isBetween(300, 3700);
  }

  private static boolean taken(String frame) {
    try {
      W2Conformance.parse(frame);
      return true;
    } catch (W2ConformanceException e) {
      return false;
    }
  }

  private static String mutate(String frame, List<String> values, Random random) {
    List<String> fields =
        new ArrayList<>(List.of(frame.substring(1, frame.length() - 1).split(",(?=\")", -1)));
    int at = random.nextInt(fields.size());
    switch (random.nextInt(3)) {
      case 0 -> fields.remove(at);
      case 1 -> {
        String name = fields.get(at).split(":", 2)[0];
        fields.set(at, name + ":" + values.get(random.nextInt(values.size())));
      }
      default -> {
        String[] names = {"position", "speed", "more", "qop", "session"};
        String name = names[random.nextInt(names.length)];
        fields.removeIf(field -> field.startsWith("\"" + name + "\""));
        fields.add("\"" + name + "\":" + values.get(random.nextInt(values.size())));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }
}
