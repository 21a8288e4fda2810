/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.castbridge.iptv.data.Channel;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.scf.BroadcastRules.Decision;
import org.castbridge.iptv.scf.BroadcastRules.Request;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.Multipart;
import org.castbridge.signalling.ims.Multipart.Part;
import org.castbridge.signalling.xml.IptvCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BroadcastRulesTest {
  private static final String ALICE = "sip:alice@ims.test";
  private static final String BOB = "sip:bob@ims.test";
  private static final String CAROL = "sip:carol@ims.test";
  private static final BroadcastState ONE = new BroadcastState("one", false);
  private static final BroadcastState SHIFTED = new BroadcastState("one", true);

  private final BroadcastRules rules = new BroadcastRules(new Table(), "ims.test");

  private static final class Table implements BroadcastRules.Rights {
    private final Map<String, Channel> channels =
        Map.of(
            "one", new Channel("one", "One", 1, "basic", 0, true),
            "two", new Channel("two", "Two", 2, "basic", 16, false),
            "gold", new Channel("gold", "Gold", 3, "premium", 0, true));

    @Override
    public Optional<Channel> channel(String id) {
      return Optional.ofNullable(channels.get(id));
    }

    @Override
    public Viewer viewer(String impu) {
      OptionalInt age = impu.equals(CAROL) ? OptionalInt.of(12) : OptionalInt.empty();
      return new Viewer(
          impu, age, impu.equals(ALICE) ? Set.of("basic", "premium") : Set.of("basic"));
    }
  }

  private static String sdp(String... attributes) {
    StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    for (String attribute : attributes) {
      text.append("a=").append(attribute).append("\r\n");
    }
    return text + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
  }

  private static Request offer(String... attributes) {
    return new Request("INVITE", "application/sdp", null, sdp(attributes).getBytes(UTF_8));
  }

  private static Request info(IptvProfile profile, IptvCommand command) {
    String infoPackage = profile == IptvProfile.OIPF ? IptvProfile.CONTENT_REPORTING : null;
    byte[] body = command.toXml(profile).getBytes(UTF_8);
    return new Request("INFO", profile.zapReportType(), infoPackage, body);
  }

  private static Request switching(IptvCommand command, String... attributes) {
    Multipart body =
        new Multipart(
            List.of(
                new Part("application/sdp", sdp(attributes)),
                new Part(IptvProfile.COMMAND_TYPE, command.toXml(IptvProfile.ETSI))));
    return new Request("INVITE", body.contentType(), null, body.toString().getBytes(UTF_8));
  }

  private static void assertRefused(Decision decision, int status, String text) {
    assertThat(decision.refusal()).isNotNull();
    assertThat(decision.refusal().status()).isEqualTo(status);
    assertThat(decision.refusal().text()).contains(text);
    assertThat(decision.next()).isNull();
  }

  private static void assertAccepted(Decision decision, String channel, boolean shifted) {
    assertThat(decision.refusal()).isNull();
    assertThat(decision.next()).isEqualTo(new BroadcastState(channel, shifted));
  }

  // ---- the first INVITE

  @Test
  void whoHasTheRightMayBegin() {
    Decision decision =
        rules.begin(
            Optional.of(ALICE), offer("bc_service:gold:ims.test", "bc_service_package:premium"));
    assertAccepted(decision, "gold", false);
    assertThat(decision.offer()).as("nothing to add").isNull();
  }

  @Test
  void addsThePackageTheOfferHasLeftOut() {
    Decision decision = rules.begin(Optional.of(BOB), offer("bc_service:one:ims.test"));
    assertAccepted(decision, "one", false);
    assertThat(decision.offer()).contains("a=bc_service_package:basic\r\n");
  }

  @Test
  void refusesWhatMayNotBegin() {
    assertRefused(rules.begin(Optional.empty(), offer("bc_service:one")), 403, "identity");
    Optional<String> bob = Optional.of(BOB);
    assertRefused(rules.begin(bob, offer("bc_service:three:ims.test")), 404, "channel");
    assertRefused(rules.begin(bob, offer("bc_service:one:other.test")), 404, "channel");
    assertRefused(rules.begin(bob, offer("bc_service:../x")), 404, "channel");
    assertRefused(rules.begin(bob, offer("bc_service:gold:ims.test")), 403, "Gold");
    assertRefused(
        rules.begin(bob, offer("bc_service:one", "bc_service_package:premium")), 403, "premium");
    assertRefused(rules.begin(bob, offer()), 488, "bc_service");
    assertRefused(rules.begin(bob, new Request("INVITE", null, null, new byte[0])), 415, "sdp");
    assertRefused(
        rules.begin(bob, new Request("INVITE", "application/sdp", null, new byte[] {1})), 488, "");
    assertThat(rules.begin(Optional.of(CAROL), offer("bc_service:two")).refusal().reason().cause())
        .isEqualTo("age");
  }

  // ---- a zap

  @ParameterizedTest
  @EnumSource(IptvProfile.class)
  void aZapNeedsTheRight(IptvProfile profile) {
    assertAccepted(
        rules.within(BOB, ONE, info(profile, IptvCommand.switchTo("two:ims.test"))), "two", false);
    Decision refused = rules.within(BOB, ONE, info(profile, IptvCommand.switchTo("gold:ims.test")));
    assertRefused(refused, 403, "Gold");
    assertThat(refused.refusal().reason().cause()).isEqualTo("package");
    assertRefused(
        rules.within(BOB, ONE, info(profile, IptvCommand.switchTo("three"))), 404, "channel");
  }

  @Test
  void otherReportsPassOrAreNamed() {
    Request other = new Request("INFO", "text/plain", "Content-Bookmark", new byte[] {1});
    assertThat(rules.within(BOB, ONE, other)).isEqualTo(new Decision(null, null, null));
    Request empty = new Request("INFO", null, null, new byte[0]);
    assertThat(rules.within(BOB, ONE, empty).refusal()).isNull();
    Request wrongType = new Request("INFO", "text/plain", "Content-Reporting", new byte[] {1});
    assertRefused(rules.within(BOB, ONE, wrongType), 415, "report");
    Request broken = new Request("INFO", IptvProfile.COMMAND_TYPE, null, new byte[] {'<'});
    assertRefused(rules.within(BOB, ONE, broken), 400, "well-formed");
    assertRefused(
        rules.within(BOB, ONE, info(IptvProfile.ETSI, IptvCommand.switchToBroadcast("one"))),
        400,
        "switch");
    assertRefused(
        rules.within(BOB, SHIFTED, info(IptvProfile.ETSI, IptvCommand.switchTo("two"))),
        403,
        "time-shifted");
  }

  @Test
  void anotherPackageComesByAnOffer() {
    Request gold = offer("bc_service:gold:ims.test", "bc_service_package:premium");
    assertAccepted(rules.within(ALICE, ONE, gold), "gold", false);
    assertRefused(rules.within(BOB, ONE, gold), 403, "Gold");
    assertThat(rules.within(BOB, ONE, offer()).next()).as("a refresh").isNull();
    Request noBody = new Request("INVITE", null, null, new byte[0]);
    assertThat(rules.within(BOB, ONE, noBody)).isEqualTo(new Decision(null, null, null));
  }

  // ---- time shift

  @Test
  void aRecordedChannelGoesOverAndBack() {
    Request shift =
        switching(IptvCommand.switchToTimeShift("one:ims.test", null), "bc_service:one:ims.test");
    assertAccepted(rules.within(BOB, ONE, shift), "one", true);
    Request back = switching(IptvCommand.switchToBroadcast(null), "bc_service:two:ims.test");
    assertAccepted(rules.within(BOB, SHIFTED, back), "two", false);
    assertAccepted(
        rules.within(BOB, SHIFTED, switching(IptvCommand.switchToBroadcast(null))), "one", false);
  }

  @Test
  void aChannelThatIsNotRecordedDoesNot() {
    Request shift = switching(IptvCommand.switchToTimeShift("two:ims.test", null));
    Decision decision = rules.within(BOB, new BroadcastState("two", false), shift);
    assertRefused(decision, 488, "not recorded");
    assertThat(decision.refusal().reason().cause()).isEqualTo("not-recorded");
  }

  @Test
  void wrongBodiesAreForbidden() {
    assertRefused(
        rules.within(ALICE, ONE, switching(IptvCommand.switchToTimeShift("gold", null))),
        403,
        "another channel");
    assertRefused(
        rules.within(BOB, ONE, switching(IptvCommand.switchTo("two"))), 403, "cannot report");
    assertRefused(rules.within(BOB, SHIFTED, offer("bc_service:two")), 403, "SwitchToBC");
    assertRefused(
        rules.within(BOB, ONE, new Request("INVITE", "multipart/related", null, new byte[] {1})),
        403,
        "boundary");
    Multipart one = new Multipart(List.of(new Part("application/sdp", sdp())));
    assertRefused(
        rules.within(
            BOB,
            ONE,
            new Request("INVITE", one.contentType(), null, one.toString().getBytes(UTF_8))),
        403,
        "iptvcommand");
    assertRefused(
        rules.within(BOB, ONE, new Request("INVITE", "text/plain", null, new byte[] {1})),
        415,
        "sdp");
  }

  @Test
  void randomBodiesAreDecidedWithoutException() {
    Random random = new Random(183063);
    String[] types = {"application/sdp", "multipart/mixed;boundary=x", IptvProfile.COMMAND_TYPE};
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 3_000);
    for (int i = 0; i < iterations; i++) {
      byte[] body = new byte[1 + random.nextInt(60)];
      random.nextBytes(body);
      String method = random.nextBoolean() ? "INFO" : "INVITE";
      Request request = new Request(method, types[random.nextInt(3)], null, body);
      assertThat(rules.within(BOB, ONE, request).next()).isNull();
    }
  }
}
