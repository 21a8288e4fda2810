/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.castbridge.sgw.control.DigestChallenge;
import org.castbridge.sgw.control.SipStatus;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.xml.ServiceAttachment;
import org.castbridge.signalling.xml.ServiceDiscoveryDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipConformanceTest {
  private static final String TYPE = IptvProfile.ETSI.discoveryType();
  private final SipConformance conformance = new SipConformance(IptvProfile.ETSI);

  private static SipHeaders headers(Map<String, List<String>> values) {
    return name -> values.getOrDefault(name, List.of());
  }

  @Test
  void bothChallengesAreRelayedBestFirst() throws Exception {
    var reply =
        conformance.register(
            401,
            headers(
                Map.of(
                    "WWW-Authenticate",
                    List.of(
                        "Digest realm=\"ims.test\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"",
                        "Digest realm=\"ims.test\", nonce=\"n\", algorithm=MD5, qop=\"auth\","
                            + " stale=true",
                        "Digest realm=\"ims.test\", nonce=\"n\", algorithm=AKAv1-MD5",
                        "Digest realm=\"ims.test\", nonce=\"n\", qop=\"auth-int\"",
                        "Digest realm=\"a\\\"b\", nonce=\"n\"",
                        "Digest nonsense"))),
            "alice-x",
            3600);
    assertThat(reply.challenges())
        .containsExactly(
            new DigestChallenge("SHA-256", "ims.test", "n", "auth", null),
            new DigestChallenge("MD5", "ims.test", "n", "auth", null));
    assertThat(reply.stale()).isTrue();
  }

  @Test
  void anOldRegistrarWithoutQopIsUnderstood() throws Exception {
    var reply =
        conformance.register(
            401,
            headers(Map.of("WWW-Authenticate", List.of("Digest realm=\"r\",nonce=\"n\""))),
            "a",
            1);
    assertThat(reply.challenges())
        .containsExactly(new DigestChallenge("MD5", "r", "n", null, null));
  }

  @Test
  void theGrantedExpiryIsOurContacts() throws Exception {
    var reply =
        conformance.register(
            200,
            headers(
                Map.of(
                    "Contact",
                    List.of(
                        "<sip:bob-y@127.0.0.1:5060>;expires=9",
                        "<sip:alice-x@127.0.0.1:5060;transport=tcp>;expires=1800;q=1"),
                    "P-Associated-URI",
                    List.of("<sip:alice@ims.test>, <tel:+4912345>"))),
            "alice-x",
            3600);
    assertThat(reply.expires()).isEqualTo(1800);
    assertThat(reply.identities()).containsExactly("sip:alice@ims.test", "tel:+4912345");
  }

  @Test
  void aRegistrationWithoutOurContactIsNone() {
    var other = headers(Map.of("Contact", List.of("<sip:bob-y@127.0.0.1:5060>;expires=9")));
    assertThatThrownBy(() -> conformance.register(200, other, "alice-x", 3600))
        .isInstanceOf(SipConformanceException.class);
  }

  @Test
  void aDeRegistrationNeedsNoContact() throws Exception {
    assertThat(conformance.register(200, headers(Map.of()), "alice-x", 0).status().code())
        .isEqualTo(200);
  }

  @Test
  void theReasonsOfARefusalAreRead() {
    SipStatus status =
        SipConformance.status(
            403,
            headers(
                Map.of(
                    "Warning", List.of("399 scf \"not in the package\""),
                    "Reason", List.of("SIP;cause=403", "IPTV;cause=package;text=\"premium\""),
                    "Retry-After", List.of("5"))));
    assertThat(status).isEqualTo(new SipStatus(403, 399, "not in the package", "package", true));
  }

  @Test
  void unreadableReasonsExplainNothing() {
    SipStatus status =
        SipConformance.status(
            488, headers(Map.of("Warning", List.of("nonsense"), "Reason", List.of(";;;"))));
    assertThat(status).isEqualTo(SipStatus.of(488));
  }

  private static byte[] discovery(String... locations) {
    var attachments =
        java.util.stream.Stream.of(locations)
            .map(
                location ->
                    new ServiceAttachment(
                        "s",
                        ServiceAttachment.DVB,
                        1,
                        null,
                        new ServiceAttachment.Provider("ims.test", "P", null),
                        List.of(
                            new ServiceAttachment.Pull(
                                location,
                                List.of(new ServiceAttachment.Payload("06", List.of()))))))
            .toList();
    return new ServiceDiscoveryDocument(attachments)
        .toXml(IptvProfile.ETSI)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SipHeaders notify(String event, String state, String type) {
    return headers(
        Map.of(
            "Event", List.of(event),
            "Subscription-State", List.of(state),
            "Content-Type", List.of(type)));
  }

  @Test
  void theServiceAttachmentIsRead() throws Exception {
    var attachment =
        conformance.notify(
            notify("ua-profile;effective-by=0", "active;expires=9", TYPE),
            discovery("http://ssf.test/iptv/ssf/", "ftp://ssf.test/", "http://ssf.test/iptv/ssf/"));
    assertThat(attachment.locations()).containsExactly("http://ssf.test/iptv/ssf/");
    assertThat(attachment.terminated()).isFalse();
  }

  @Test
  void anEmptyNotifyMayEndTheSubscription() throws Exception {
    var attachment =
        conformance.notify(notify("ua-profile", "terminated;reason=timeout", TYPE), null);
    assertThat(attachment.locations()).isNull();
    assertThat(attachment.terminated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "presence,active,application/vnd.etsi.iptvdiscovery+xml,489",
    "ua-profile,'',application/vnd.etsi.iptvdiscovery+xml,400",
    "ua-profile,active,text/plain,415"
  })
  void aWrongNotifyIsRefused(String event, String state, String type, int status) {
    assertThatThrownBy(
            () -> conformance.notify(notify(event, state, type), discovery("http://a.test/")))
        .isInstanceOfSatisfying(
            SipConformanceException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void brokenDocumentsAreRefusedWith400() {
    Random random = new Random(406);
    byte[] good = discovery("http://ssf.test/iptv/ssf/");
    int refused = 0;
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 2000);
    for (int i = 0; i < iterations; i++) {
      byte[] body = good.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        conformance.message(headers(Map.of("Content-Type", List.of(TYPE))), body);
      } catch (SipConformanceException e) {
        assertThat(e.status()).isEqualTo(400);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void onlySdpInA2xxIsAnAnswer() {
    byte[] body = "v=0".getBytes(StandardCharsets.UTF_8);
    var sdp = headers(Map.of("Content-Type", List.of("application/sdp; charset=utf-8")));
    assertThat(conformance.invite("t", 200, sdp, body).sdp()).isEqualTo("v=0");
    assertThat(conformance.invite("t", 183, sdp, body).sdp()).isNull();
    assertThat(conformance.invite("t", 200, headers(Map.of()), body).sdp()).isNull();
  }
}
