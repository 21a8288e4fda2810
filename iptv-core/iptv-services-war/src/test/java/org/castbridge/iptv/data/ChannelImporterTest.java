/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelImporterTest {
  private static final String LIST =
      """
      {"channels":[
        {"id":"two","title":"Two","number":2,"input":{"type":"rtp"},"package":"premium",
         "ageLevel":16,"public":true},
        {"id":"one","title":"One","number":1,"timeShiftSeconds":7200},
        {"id":"bare"}]}""";

  @TempDir Path folder;
  private Path file;
  private Database database;
  private Catalogue catalogue;
  private ChannelImporter importer;

  @BeforeEach
  void open() {
    database = TestDatabases.opened(TestDatabases.h2("channels" + System.nanoTime()));
    catalogue = new Catalogue(database);
    file = folder.resolve("channels.json");
    importer = new ChannelImporter(database, file);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theTableFollowsTheList() throws Exception {
    importer.run();
    assertThat(catalogue.channels()).isEmpty();
    Files.writeString(file, LIST);
    importer.run();
    assertThat(catalogue.channels())
        .as("by number")
        .containsExactly(
            new Channel("one", "One", 1, "basic", 0, true),
            new Channel("two", "Two", 2, "premium", 16, false),
            new Channel("bare", "bare", 0, "basic", 0, false));
    assertThat(importer.items()).isEqualTo(3);
    Files.writeString(file, "{\"channels\":[{\"id\":\"two\",\"title\":\"Zwei\",\"number\":2}]}");
    importer.run();
    assertThat(catalogue.channels())
        .containsExactly(new Channel("two", "Zwei", 2, "basic", 0, false));
    assertThat(catalogue.channel("one")).isEmpty();
    Files.delete(file);
    importer.run();
    assertThat(catalogue.channels()).isEmpty();
  }

  @Test
  void aBrokenListChangesNothing() throws Exception {
    Files.writeString(file, LIST);
    importer.run();
    Files.writeString(file, "{");
    importer.run();
    assertThat(importer.fault()).contains("not a JSON object");
    Files.writeString(file, LIST.replace("premium", "platinum"));
    importer.run();
    assertThat(importer.fault()).contains("platinum");
    assertThat(catalogue.channels()).hasSize(3);
    assertThat(catalogue.channel("two").orElseThrow().packageId()).isEqualTo("premium");
    Files.writeString(file, LIST);
    importer.run();
    assertThat(importer.fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                              | no list
          {"channels":[1]}                                | no object
          {"channels":[{"title":"x"}]}                    | id
          {"channels":[{"id":"a b"}]}                     | id
          {"channels":[{"id":"a"},{"id":"a"}]}            | twice
          {"channels":[{"id":"a","number":10000}]}        | number
          {"channels":[{"id":"a","ageLevel":1.5}]}        | ageLevel
          {"channels":[{"id":"a","title":""}]}            | title
          {"channels":[{"id":"a","timeShiftSeconds":"x"}]}| timeShiftSeconds
          """)
  void wrongListsAreNamed(String json, String message) {
    assertThatThrownBy(() -> ChannelReader.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void damagedListsThrowOnlyTheirTypedException() {
    Random random = new Random(5);
    byte[] whole = LIST.getBytes(StandardCharsets.UTF_8);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 10_000);
    for (int i = 0; i < iterations; i++) {
      byte[] json = whole.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        json[random.nextInt(json.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(ChannelReader.read(json)).isNotNull();
      } catch (AssetException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
