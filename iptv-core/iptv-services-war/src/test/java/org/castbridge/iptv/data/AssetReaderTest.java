/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetReaderTest {
  private static final String GOOD =
      """
      {"id":"harbour","title":"Harbour","synopsis":"Ships.","durationMs":40000,"package":"basic",
       "ageLevel":6,"public":true,"file":"media.mp4","poster":"p.jpg","extra":[1,{"a":null}],
       "video":{"codec":"H264","width":1280},"audio":{"codec":"opus","channels":2}}""";

  private static AssetDescription read(String json) throws AssetException {
    return AssetReader.read("harbour", json.getBytes(UTF_8));
  }

  @Test
  void readsWhatTheCatalogueNeeds() throws AssetException {
    assertThat(read(GOOD))
        .isEqualTo(
            new AssetDescription(
                "harbour", "Harbour", "Ships.", 40000, "basic", 6, "p.jpg", "H264", "opus"));
  }

  @Test
  void fillsInWhatMayBeLeftOut() throws AssetException {
    assertThat(read("{\"id\":\"harbour\",\"title\":\"H\",\"durationMs\":1,\"package\":\"basic\"}"))
        .isEqualTo(
            new AssetDescription("harbour", "H", "", 1, "basic", 0, "poster.jpg", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"id\":\"harbour\"|\"id\":\"../etc\"|\"id\" is not a content id",
        "\"id\":\"harbour\"|\"id\":\"forest\"|\"id\" is forest but the folder is harbour",
        "\"title\":\"Harbour\"|\"title\":\" \"|\"title\" must be a text",
        "\"title\":\"Harbour\"|\"title\":7|\"title\" must be a text",
        "\"title\":\"Harbour\"|\"title\":\"a\\u0000b\"|\"title\" contains the character 0",
        "40000|0|\"durationMs\" must be a whole number",
        "40000|1.5|\"durationMs\" must be a whole number",
        "40000|1e400000|\"durationMs\" must be a whole number",
        "40000|\"40000\"|\"durationMs\" must be a whole number",
        "\"ageLevel\":6|\"ageLevel\":-1|\"ageLevel\" must be a whole number from 0 to 99",
        "\"ageLevel\":6|\"ageLevel\":100|\"ageLevel\" must be a whole number from 0 to 99",
        "p.jpg|../p.jpg|\"poster\" is not a plain file name",
        "p.jpg|.hidden|\"poster\" is not a plain file name",
        "{\"id\"|[\"id\"|is not a JSON object",
      })
  void namesTheFieldThatIsWrong(String good, String bad, String message) {
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> AssetReader.read("x", new byte[AssetReader.MAX_BYTES + 1]))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("larger");
  }

  @Test
  void neverThrowsAnythingElse() {
    Random random = new Random(183063);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      byte[] bytes = GOOD.getBytes(UTF_8);
      for (int n = random.nextInt(6); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        AssetDescription asset =
            AssetReader.read("harbour", java.util.Arrays.copyOf(bytes, length));
        assertThat(asset.id()).isEqualTo("harbour");
      } catch (AssetException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
