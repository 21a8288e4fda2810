/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.castbridge.mcf.session.SetUpRefusal;
import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.mcf.xp.XpStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdfChoiceTest {
  private static final Set<String> CODECS = Set.of("H264", "OPUS");

  private static Candidate candidate(String name, String place, double load, String codec) {
    XpAsset asset = codec == null ? null : new XpAsset("f", 1, codec, "opus");
    return new Candidate(node(name, ""), new XpStatus(name, place, load, true), asset);
  }

  private static MdfNode node(String name, String place) {
    return new MdfNode(URI.create("http://" + name + "/mdf/xp"), place);
  }

  private static List<String> rank(String accessNetwork, Candidate... candidates)
      throws SetUpRefusal {
    return MdfChoice.rank(List.of(candidates), CODECS, accessNetwork).stream()
        .map(one -> one.base().getHost())
        .toList();
  }

  @Test
  void theLeastLoadedComesFirst() throws SetUpRefusal {
    assertThat(rank(null, candidate("a", "", 0.9, "H264"), candidate("b", "", 0.1, "h264")))
        .containsExactly("b", "a");
  }

  @Test
  void placeGoesBeforeLoad() throws SetUpRefusal {
    Candidate near = candidate("near", "North", 0.9, "H264");
    Candidate far = candidate("far", "south", 0.1, "H264");
    assertThat(rank("IEEE-802.11;i-wlan-node-id=\"x\";local-place=\"north\"", far, near))
        .containsExactly("near", "far");
    assertThat(rank("IEEE-802.11;local-place=northern", far, near)).containsExactly("far", "near");
  }

  @Test
  void theConfiguredPlaceGoesBeforeWhatItSays() throws SetUpRefusal {
    Candidate moved =
        new Candidate(
            node("moved", "north"),
            new XpStatus("m", "south", 0.9, true),
            new XpAsset("f", 1, "H264", ""));
    assertThat(rank("x;place=north", candidate("far", "", 0, "H264"), moved)).startsWith("moved");
  }

  @Test
  void equalsStayAsConfigured() throws SetUpRefusal {
    assertThat(rank(null, candidate("a", "", 0, "H264"), candidate("b", "", 0, "H264")))
        .containsExactly("a", "b");
  }

  @Test
  void whoLacksFilmOrCodecOrRoomIsLeftOut() throws SetUpRefusal {
    Candidate full =
        new Candidate(
            node("full", ""), new XpStatus("full", "", 0, false), new XpAsset("f", 1, "H264", ""));
    Candidate down = new Candidate(node("down", ""), null, null);
    assertThat(
            rank(
                null,
                candidate("none", "", 0, null),
                candidate("vp8", "", 0, "VP8"),
                full,
                down,
                candidate("good", "", 1, "H264")))
        .containsExactly("good");
  }

  @Test
  void theReasonNearestToSuccessIsGiven() {
    Candidate down = new Candidate(node("down", ""), null, null);
    Candidate none = candidate("none", "", 0, null);
    Candidate vp8 = candidate("vp8", "", 0, "VP8");
    Candidate full =
        new Candidate(
            node("full", ""), new XpStatus("full", "", 0, false), new XpAsset("f", 1, "H264", ""));
    assertThat(refused(none).status()).isEqualTo(404);
    assertThat(refused(none, down).status()).isEqualTo(503);
    assertThat(refused(none, down, vp8).status()).isEqualTo(488);
    assertThat(refused(none, down, vp8).warning("a").toString())
        .startsWith("305 a \"the film is VP8");
    assertThat(refused(vp8, full).status()).isEqualTo(503);
    assertThat(refused(full).retryAfter()).isPresent();
  }

  private static SetUpRefusal refused(Candidate... candidates) {
    return catchThrowableOfType(SetUpRefusal.class, () -> rank(null, candidates));
  }

  @Test
  void readsTheConfiguredList() {
    assertThat(MdfNode.parse(" http://a/mdf/xp , https://b:8443/xp ; place = north ,"))
        .containsExactly(node("a", ""), new MdfNode(URI.create("https://b:8443/xp"), "north"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "mdf", "ftp://a/x", "http:///x", "http://a b/x"})
  void refusesOtherLists(String list) {
    assertThatThrownBy(() -> MdfNode.parse(list)).isInstanceOf(IllegalArgumentException.class);
  }
}
