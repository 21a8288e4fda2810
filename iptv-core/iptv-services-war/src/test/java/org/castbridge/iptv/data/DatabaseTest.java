/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  @Test
  void seedsTheDemoUsers() throws Exception {
    Database database = TestDatabases.opened(TestDatabases.h2("seed"));
    Catalogue catalogue = new Catalogue(database);
    assertThat(catalogue.viewer("sip:alice@ims.test"))
        .isEqualTo(
            new Viewer("sip:alice@ims.test", OptionalInt.empty(), Set.of("basic", "premium")));
    assertThat(catalogue.viewer("sip:bob@ims.test"))
        .isEqualTo(new Viewer("sip:bob@ims.test", OptionalInt.empty(), Set.of("basic")));
    assertThat(catalogue.viewer("sip:carol@ims.test"))
        .isEqualTo(new Viewer("sip:carol@ims.test", OptionalInt.of(12), Set.of("basic")));
    assertThat(catalogue.viewer("sip:mallory@ims.test"))
        .isEqualTo(Viewer.unknown("sip:mallory@ims.test"));
    assertThat(catalogue.films()).isEmpty();
    database.close();
  }

  @Test
  void demoUsersCanBeSwitchedOffBeforeAndAfterwards() throws Exception {
    var source = TestDatabases.h2("nodemo");
    Database without = new Database(source, false, InstantSource.system());
    without.probe();
    assertThat(new Catalogue(without).viewer("sip:alice@ims.test").packages()).isEmpty();
    without.close();
    Database with = TestDatabases.opened(source);
    assertThat(new Catalogue(with).viewer("sip:alice@ims.test").packages()).isNotEmpty();
    with.close();
    without.probe();
    assertThat(without.isUp()).as(without.cause()).isTrue();
    without.close();
  }

  @Test
  void aDatabaseInAFileIsWholeAfterARestart(@TempDir Path folder) throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("castbridge"));
    AssetStore store = new AssetStore(folder.resolve("content")).put("orbit", "Orbit", "basic", 0);
    Database first = TestDatabases.opened(source);
    new ContentImporter(first, store.folder()).run();
    first.close();
    Database second = TestDatabases.opened(source);
    assertThat(new Catalogue(second).films()).extracting(Film::id).containsExactly("orbit");
    second.close();
  }

  @Test
  void refusesBeforeTheFirstProbe() {
    Database database = new Database(TestDatabases.h2("unprobed"), true, InstantSource.system());
    assertThatThrownBy(() -> new Catalogue(database).films())
        .isInstanceOf(DatabaseUnavailableException.class);
  }

  @Test
  void refusesDuringAnOutageAndRecoversByItself() throws Exception {
    var plug = new TestDatabases.Unpluggable(TestDatabases.h2("outage"));
    plug.pulled.set(true);
    Database database = TestDatabases.opened(plug);
    assertThat(database.isUp()).isFalse();
    assertThat(database.cause()).contains("Connection refused");

    plug.pulled.set(false);
    database.probe();
    assertThat(database.isUp()).isTrue();
    assertThat(database.cause()).isEmpty();
    assertThat(new Catalogue(database).film("x")).isEmpty();

    plug.pulled.set(true);
    assertThatThrownBy(() -> new Catalogue(database).films())
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("Connection refused");
    assertThat(database.isUp()).isFalse();

    plug.pulled.set(false);
    assertThatThrownBy(() -> new Catalogue(database).films())
        .as("until the probe has seen it, nothing waits for a connection")
        .isInstanceOf(DatabaseUnavailableException.class);
    database.probe();
    assertThat(new Catalogue(database).films()).isEmpty();
    database.close();
  }

  @Test
  void aFaultOfTheProgramIsNotAnOutage() throws Exception {
    Database database = TestDatabases.opened(TestDatabases.h2("fault"));
    assertThatThrownBy(
            () ->
                database.call(
                    em ->
                        em.createNativeQuery(
                                "INSERT INTO service_package (id, title) VALUES ('basic', 'again')")
                            .executeUpdate()))
        .isInstanceOf(PersistenceException.class);
    assertThat(database.isUp()).isTrue();
    assertThat(new Catalogue(database).films()).isEmpty();
    database.close();
  }
}
