/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.castbridge.sip.container.guard.NetworkRequest.Place;
import org.castbridge.sip.container.guard.Verdict.Action;
import org.castbridge.sip.router.ApplicationDirectory;
import org.castbridge.sip.router.Hop;
import org.castbridge.sip.router.RequestAddress;
import org.castbridge.sip.router.RoutingRule;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final InetAddress PEER = InetAddress.getLoopbackAddress();

  private final ApplicationDirectory directory = new ApplicationDirectory();
  private final Admission admission =
      new Admission(TrustedPeers.everyone(), new RoutingRule(directory));

  AdmissionTest() {
    directory.deployed("sgw", List.of("main"));
  }

  @Test
  void requestForAnApplicationIsAdmittedWhereverItsDomain() {
    assertThat(admission.judge(initial("INVITE", "sgw", Place.FOREIGN))).isEqualTo(Verdict.ADMIT);
    assertThat(admission.judge(initial("FOO", "sgw", Place.OWN))).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void unmatchedAnswers() {
    assertThat(admission.judge(initial("INVITE", "bob", Place.OWN)).status()).isEqualTo(404);
    assertThat(admission.judge(initial("INVITE", "bob", Place.FOREIGN)).status()).isEqualTo(403);
    assertThat(admission.judge(initial("FOO", "bob", Place.OWN)).status()).isEqualTo(405);
    assertThat(admission.judge(initial("FOO", "bob", Place.FOREIGN)).status()).isEqualTo(403);
    assertThat(admission.judge(initial("INVITE", null, Place.OTHER_SCHEME)).status())
        .isEqualTo(416);
  }

  @Test
  void neverRelaysByRoute() {
    NetworkRequest request =
        new NetworkRequest(
            "INVITE",
            false,
            PEER,
            new RequestAddress(null, true, new Hop(null, "sgw")),
            Place.OWN,
            false,
            false,
            false);
    assertThat(admission.judge(request).status()).isEqualTo(403);
  }

  @Test
  void defaultApplicationLiftsTheGuardForInitialRequestsOnly() {
    directory.deployed("ims-core", List.of("core"));
    directory.setDefaultApplication("ims-core");
    assertThat(admission.judge(initial("INVITE", "bob", Place.FOREIGN))).isEqualTo(Verdict.ADMIT);
    assertThat(admission.judge(inDialogue("BYE", Place.FOREIGN, false)).status()).isEqualTo(403);
  }

  @Test
  void inDialogueRequestsNeedAStateOfOurs() {
    assertThat(admission.judge(inDialogue("BYE", Place.FOREIGN, true))).isEqualTo(Verdict.ADMIT);
    assertThat(admission.judge(inDialogue("BYE", Place.OWN, false)).status()).isEqualTo(481);
    assertThat(admission.judge(inDialogue("BYE", Place.FOREIGN, false)).status()).isEqualTo(403);
  }

  @Test
  void strayAckIsDroppedAndStrayCancelAnswered() {
    assertThat(admission.judge(inDialogue("ACK", Place.FOREIGN, false)).action())
        .isEqualTo(Action.DROP);
    assertThat(admission.judge(inDialogue("ACK", Place.OWN, true))).isEqualTo(Verdict.ADMIT);
    assertThat(admission.judge(initial("CANCEL", "sgw", Place.OWN)).status()).isEqualTo(481);
  }

  @Test
  void cancelOfAKnownInviteIsAdmitted() {
    NetworkRequest cancel =
        new NetworkRequest(
            "CANCEL",
            false,
            PEER,
            new RequestAddress(null, false, new Hop(null, "x")),
            Place.OWN,
            false,
            false,
            true);
    assertThat(admission.judge(cancel)).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void forgedContainerStateIsRefusedEvenWithAnApplicationNamed() {
    NetworkRequest forged =
        new NetworkRequest(
            "INVITE",
            false,
            PEER,
            new RequestAddress(new Hop(null, "sgw"), false, null),
            Place.OWN,
            false,
            true,
            false);
    assertThat(admission.judge(forged).status()).isEqualTo(403);
  }

  @Test
  void untrustedPeerMayOnlyGoOnWithWhatItWasLetInto() {
    Admission strict =
        new Admission(TrustedPeers.of(List.of("192.0.2.0/24")), new RoutingRule(directory));
    assertThat(strict.judge(initial("INVITE", "sgw", Place.OWN)).status()).isEqualTo(403);
    assertThat(strict.judge(inDialogue("BYE", Place.OWN, true))).isEqualTo(Verdict.ADMIT);
  }

  private static NetworkRequest initial(String method, String user, Place place) {
    RequestAddress address =
        new RequestAddress(null, false, user == null ? null : new Hop(null, user));
    return new NetworkRequest(method, false, PEER, address, place, false, false, false);
  }

  private static NetworkRequest inDialogue(String method, Place place, boolean ownState) {
    RequestAddress address = new RequestAddress(null, false, new Hop(null, "sgw"));
    return new NetworkRequest(method, true, PEER, address, place, ownState, false, false);
  }
}
