/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.castbridge.media.film.FilmSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentStoreTest {
  @TempDir Path dir;
  private ContentStore store;

  @BeforeEach
  void oneAsset() throws Exception {
    store = new ContentStore(dir.resolve("store"));
    add("good", asset("good", "media.mp4"));
    Files.copy(TestMedia.file("good.mp4"), dir.resolve("store/good/media.mp4"));
  }

  @Test
  void findsAndPlays() throws Exception {
    Asset asset = store.find("good").orElseThrow();
    assertThat(asset.isPublic()).isTrue();
    try (FilmSource film = store.open(asset);
        FilmSource second = store.open(asset)) {
      assertThat(second.info()).isSameAs(film.info());
      assertThat(film.next().ptsUs()).isZero();
    }
  }

  @Test
  void takesUpAReplacedFile() throws Exception {
    Asset asset = store.find("good").orElseThrow();
    FilmSource old = store.open(asset);
    Path next = dir.resolve("next");
    Files.copy(TestMedia.file("silent.mp4"), next);
    Files.move(next, dir.resolve("store/good/media.mp4"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(store.open(asset).info().audio()).isNull();
    assertThat(old.info().audio()).isNotNull();
    while (old.next() != null) {
      assertThat(old.info()).isNotNull(); // the old file plays on to its end
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../good",
        "good/",
        "good/../good",
        "GOOD",
        "a b",
        "-a",
        "gööd",
        "x%2f"
      })
  void whatIsNoIdIsNotFound(String id) throws Exception {
    assertThat(store.find(id)).isEmpty();
  }

  @Test
  void anIdHasAtMost64Characters() {
    assertThat(Asset.isId("a".repeat(64))).isTrue();
    assertThat(Asset.isId("a".repeat(65))).isFalse();
    assertThat(Asset.isId(null)).isFalse();
  }

  @Property(tries = 500)
  void whatPassesAsIdStaysInTheStore(@ForAll String id) {
    if (Asset.isId(id)) {
      Path base = Path.of("/store");
      assertThat(base.resolve(id).normalize().getParent()).isEqualTo(base);
    }
  }

  @Test
  void listsWhatIsWholeAndNamesWhatIsBroken() throws Exception {
    add("broken", "{ not json".getBytes(StandardCharsets.UTF_8));
    add("escape", asset("escape", "../good/media.mp4"));
    add("liar", asset("good", "media.mp4"));
    Files.createDirectories(dir.resolve("store/empty"));
    Files.createDirectories(dir.resolve("store/.ingest-1"));
    ContentStore.Listing listing = store.list();
    assertThat(listing.assets()).extracting(Asset::id).containsExactly("good");
    assertThat(listing.broken()).containsOnlyKeys("broken", "escape", "liar");
    assertThat(listing.broken().get("escape")).hasMessageContaining("file");
  }

  @Test
  void aStoreThatIsNotThereIsEmpty() throws Exception {
    assertThat(new ContentStore(dir.resolve("nowhere")).list().assets()).isEmpty();
  }

  @Test
  void jsonComesBackAsItWas() throws Exception {
    Asset asset = store.find("good").orElseThrow();
    assertThat(AssetJson.read(AssetJson.write(asset))).isEqualTo(asset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"id\":7}",
        "{\"id\":\"a\",\"title\":\"t\",\"durationMs\":1.5}",
        "\u0000"
      })
  void wrongJsonHasOneError(String json) {
    assertThatThrownBy(() -> AssetJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ContentException.class);
  }

  private void add(String id, byte[] json) throws Exception {
    Path folder = Files.createDirectories(dir.resolve("store").resolve(id));
    Files.write(folder.resolve(AssetJson.FILE_NAME), json);
  }

  private static byte[] asset(String id, String file) {
    String json =
        """
        {"id":"%s","title":"Good","durationMs":6000,"package":"basic","public":true,"file":"%s",
        "poster":"poster.jpg","video":{"codec":"H264","profileLevelId":"42c00a","width":128,
        "height":72,"frameRate":25.0},"audio":{"codec":"opus","channels":1}}
        """
            .formatted(id, file);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
