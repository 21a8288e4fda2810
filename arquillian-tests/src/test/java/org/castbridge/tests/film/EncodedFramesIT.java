/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentStore;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media fidelity: what the browser's decoders get is what is stored, byte for byte. */
class EncodedFramesIT {

  @ParameterizedTest
  @ValueSource(strings = {"harbour", "forest", "orbit"})
  void theBrowserReceivesTheStoredAccessUnits(String clip) throws Exception {
    List<byte[]> video;
    List<byte[]> audio;
    try (Viewer alice = new Viewer(Product.running(), script())) {
      alice.signIn("alice", "wonderland").watch(clip).awaitShown(4, 30);
      video = received(alice, "video");
      audio = received(alice, "audio");
    }
    assertThat(video).hasSizeGreaterThan(75);
    assertThat(audio).hasSizeGreaterThan(150);
    assertRunOf(stored(clip, Track.VIDEO), video);
    assertRunOf(stored(clip, Track.AUDIO), audio);
  }

  /** The received frames are the stored ones, from some point on, none missing and none changed. */
  private static void assertRunOf(List<byte[]> stored, List<byte[]> received) {
    int start = 0;
    while (start < stored.size() && !java.util.Arrays.equals(stored.get(start), received.get(0))) {
      start++;
    }
    assertThat(start).as("the first received frame is one of the stored").isLessThan(stored.size());
    for (int i = 0; i < received.size(); i++) {
      assertThat(received.get(i)).as("frame " + i).isEqualTo(stored.get(start + i));
    }
  }

  private static List<byte[]> stored(String clip, Track track) throws Exception {
    ContentStore store = new ContentStore(Product.root().resolve("mdf-ear/content/samples"));
    Asset asset = store.find(clip).orElseThrow();
    List<byte[]> units = new ArrayList<>();
    try (FilmSource film = store.open(asset)) {
      for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
        if (unit.track() == track) {
          units.add(asHandedToADecoder(unit, film.info()));
        }
      }
    }
    return units;
  }

  /**
   * H.264 reaches a decoder as a byte stream (ITU-T H.264 annex B), parameter sets in front of each
   * IDR.
   */
  private static byte[] asHandedToADecoder(AccessUnit unit, FilmInfo info) {
    if (unit.track() != Track.VIDEO || info.video().codec() != Codec.H264) {
      return unit.data();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (unit.sync()) {
      info.video().parameterSets().forEach(set -> writeNal(out, set));
    }
    ByteBuffer data = ByteBuffer.wrap(unit.data());
    while (data.hasRemaining()) {
      byte[] nal = new byte[data.getInt()];
      data.get(nal);
      writeNal(out, nal);
    }
    return out.toByteArray();
  }

  private static void writeNal(ByteArrayOutputStream out, byte[] nal) {
    out.writeBytes(new byte[] {0, 0, 0, 1});
    out.writeBytes(nal);
  }

  @SuppressWarnings("unchecked")
  private static List<byte[]> received(Viewer viewer, String kind) {
    Map<String, List<String>> frames =
        (Map<String, List<String>>) viewer.page().evaluate("window.encodedFrames");
    return frames.get(kind).stream().map(Base64.getDecoder()::decode).toList();
  }

  private static String script() {
    try (InputStream in = EncodedFramesIT.class.getResourceAsStream("/browser/encoded-frames.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
