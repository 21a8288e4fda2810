/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentImporterTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir Path folder;
  private TestDatabases.Unpluggable plug;
  private Database database;
  private AssetStore store;
  private Catalogue catalogue;
  private ContentImporter importer;

  @BeforeEach
  void open() {
    plug = new TestDatabases.Unpluggable(TestDatabases.h2("import" + COUNT.incrementAndGet()));
    database = TestDatabases.opened(plug);
    store = new AssetStore(folder.resolve("content"));
    catalogue = new Catalogue(database);
    importer = new ContentImporter(database, store.folder());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void put3() {
    store
        .put("harbour", "Harbour", "basic", 0)
        .put("forest", "Forest", "premium", 16)
        .put("orbit", "Orbit", "basic", 6);
  }

  @Test
  void importsUpdatesAndMovesBetweenPackages() throws Exception {
    put3();
    importer.run();
    assertThat(catalogue.films())
        .extracting(Film::id)
        .as("by title")
        .containsExactly("forest", "harbour", "orbit");
    assertThat(catalogue.film("forest"))
        .contains(
            new Film(
                "forest",
                "Forest",
                "About Forest.",
                40000,
                16,
                "poster.jpg",
                "H264",
                "opus",
                Set.of("premium")));
    assertThat(importer.items()).isEqualTo(3);

    store.put("forest", "Woods", "basic", 0);
    importer.run();
    assertThat(catalogue.film("forest").orElseThrow().title()).isEqualTo("Woods");
    assertThat(catalogue.film("forest").orElseThrow().packages()).containsExactly("basic");
    assertThat(importer.items()).isEqualTo(3);
  }

  @Test
  void removesWhatIsGoneForTwoLooks() throws Exception {
    put3();
    importer.run();
    store.remove("orbit");
    importer.run();
    assertThat(catalogue.film("orbit")).as("perhaps being replaced").isPresent();
    importer.run();
    assertThat(catalogue.film("orbit")).isEmpty();
    assertThat(importer.items()).isEqualTo(2);
    store.put("orbit", "Orbit", "basic", 6);
    importer.run();
    assertThat(catalogue.film("orbit")).isPresent();
  }

  @Test
  void removesWhatVanishedWhileItWasNotRunning() throws Exception {
    put3();
    importer.run();
    store.remove("orbit");
    ContentImporter restarted = new ContentImporter(database, store.folder());
    restarted.run();
    restarted.run();
    restarted.run();
    assertThat(catalogue.films()).extracting(Film::id).containsExactly("forest", "harbour");
  }

  @Test
  void keepsEverythingWhileTheStoreIsAway() throws Exception {
    put3();
    importer.run();
    Path away = folder.resolve("away");
    Files.move(store.folder(), away);
    for (int i = 0; i < 5; i++) {
      importer.run();
    }
    assertThat(catalogue.films()).hasSize(3);
    Files.move(away, store.folder());
    importer.run();
    assertThat(catalogue.films()).hasSize(3);
  }

  @Test
  void keepsAFilmWhoseDescriptionIsBroken() throws Exception {
    put3();
    importer.run();
    store.putJson("forest", "{\"id\":\"forest\"");
    Files.delete(store.folder().resolve("orbit").resolve("asset.json"));
    for (int i = 0; i < 4; i++) {
      importer.run();
    }
    assertThat(catalogue.films()).hasSize(3);
    assertThat(importer.faults())
        .contains("forest: is not a JSON object")
        .contains("orbit: is missing");
    put3();
    importer.run();
    assertThat(importer.faults()).isEmpty();
  }

  @Test
  void aFolderThatNeverWasAFilmIsPassedOver() throws Exception {
    put3();
    Files.createDirectories(store.folder().resolve("08").resolve("f3aa"));
    importer.run();
    importer.run();
    assertThat(importer.faults()).isEmpty();
    assertThat(catalogue.films()).hasSize(3);
  }

  @Test
  void oneBadAssetDoesNotKeepTheOthersOut() throws Exception {
    put3();
    store.put("gold", "Gold", "platinum", 0).putJson("junk", "junk").putJson(".tmp-1", "junk");
    importer.run();
    assertThat(catalogue.films()).hasSize(3);
    assertThat(importer.faults())
        .contains("gold: names a package that is not known: platinum")
        .contains("junk:")
        .doesNotContain(".tmp-1");

    database.call(
        em -> {
          em.persist(new ServicePackage("platinum", "Platinum"));
          return null;
        });
    importer.run();
    assertThat(catalogue.film("gold")).as("its package was created meanwhile").isPresent();
    assertThat(importer.faults()).doesNotContain("gold");
  }

  @Test
  void goesOnWhereItWasAfterAnOutageOfTheDatabase() throws Exception {
    plug.pulled.set(true);
    database.probe();
    put3();
    assertThatThrownBy(importer::run).isInstanceOf(DatabaseUnavailableException.class);
    plug.pulled.set(false);
    database.probe();
    importer.run();
    assertThat(catalogue.films()).hasSize(3);
    store.put("fourth", "Fourth", "basic", 0);
    plug.pulled.set(true);
    assertThatThrownBy(importer::run).isInstanceOf(DatabaseUnavailableException.class);
    plug.pulled.set(false);
    database.probe();
    importer.run();
    assertThat(catalogue.films()).hasSize(4);
  }
}
