/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.castbridge.tests.harness.SecondConnection;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/** What cannot be is said in one sentence, and the protocol answer behind it is the design's. */
class RefusalIT {
  private static final String NO_VIDEO_CODEC = "sdp => sdp.replace(/ (H264|VP8)\\//g, ' X-OTHER/')";
  private static final String NO_FINGERPRINT = "sdp => sdp.replace(/a=fingerprint:.*\\r\\n/g, '')";

  @Test
  void wrongPassword() {
    try (Viewer alice = new Viewer()) {
      alice.trySignIn("alice", "looking-glass");
      assertSentence(alice.notice());
      assertThat(alice.page().isVisible("#user")).isTrue();
      alice.signIn("alice", "wonderland"); // and the page is of use still
    }
  }

  @Test
  void filmWithoutTheRightToIt() {
    try (Viewer bob = new Viewer().signIn("bob", "builder")) {
      bob.pick("forest");
      assertSentence(bob.notice());
      bob.picture("refused-not-entitled");
      Map<String, Object> error = open(bob, "builder", "forest", "");
      assertThat(error).containsEntry("code", "not-entitled");
      assertThat(upstream(error)).containsEntry("protocol", "SIP").containsEntry("status", 403);
    }
  }

  @Test
  void unknownFilm() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland")) {
      Map<String, Object> error = open(alice, "wonderland", "no-such-film", "");
      assertThat(error).containsEntry("code", "unknown-content");
      assertSentence((String) error.get("message"));
      assertThat(upstream(error)).containsEntry("status", 404);
    }
  }

  @Test
  void offerWithoutCommonCodec() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland")) {
      Map<String, Object> error = open(alice, "wonderland", "harbour", NO_VIDEO_CODEC);
      assertThat(error).containsEntry("code", "no-common-codec");
      assertSentence((String) error.get("message"));
      assertThat(upstream(error)).containsEntry("status", 488);
    }
  }

  @Test
  void offerWithoutFingerprint() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland")) {
      Map<String, Object> error = open(alice, "wonderland", "harbour", NO_FINGERPRINT);
      assertThat(error).containsEntry("code", "bad-offer");
      assertSentence((String) error.get("message"));
    }
  }

  /** The connection is the user: nothing in a message can make it another. */
  @Test
  void forgedIdentity() {
    try (Viewer bob = new Viewer().signIn("bob", "builder")) {
      Map<String, Object> claimed =
          SecondConnection.as(
              bob, "builder", "await w2.request('hello', { impi: 'alice@ims.test' });");
      assertThat((String) claimed.get("code")).isIn("forbidden-identity", "wrong-state");
      assertSentence((String) claimed.get("message"));
      Map<String, Object> smuggled =
          SecondConnection.as(
              bob,
              "builder",
              "await w2.request('open', { contentId: 'forest', offer: 'v=0', impu: 'sip:alice@ims.test' });");
      assertThat(smuggled)
          .containsEntry("code", "forbidden-identity")
          .containsEntry("field", "impu");
    }
  }

  @Test
  void oneFilmPlaysOnWhileAnotherIsRefused() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("harbour");
        Viewer bob = new Viewer().signIn("bob", "builder")) {
      double before = alice.awaitShown(0.5, 30);
      bob.pick("forest");
      assertSentence(bob.notice());
      alice.awaitShown(before + 0.5, 40);
    }
  }

  /** Opens a film with the browser's offer as the test changed it. */
  private static Map<String, Object> open(
      Viewer viewer, String password, String contentId, String change) {
    return SecondConnection.as(
        viewer,
        password,
        """
        const pc = new RTCPeerConnection();
        pc.addTransceiver('video', { direction: 'recvonly' });
        pc.addTransceiver('audio', { direction: 'recvonly' });
        await pc.setLocalDescription();
        const made = pc.localDescription.sdp;
        pc.close();
        await w2.request('open', { contentId: 'CONTENT', offer: (CHANGE)(made) });"""
            .replace("CONTENT", contentId)
            .replace("CHANGE", change.isEmpty() ? "sdp => sdp" : change));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> upstream(Map<String, Object> error) {
    assertThat(error.get("upstream")).isInstanceOf(Map.class);
    return (Map<String, Object>) error.get("upstream");
  }

  private static void assertSentence(String message) {
    assertThat(message).isNotBlank().endsWith(".").doesNotContain("Exception", "SIP/2.0", "null");
  }
}
