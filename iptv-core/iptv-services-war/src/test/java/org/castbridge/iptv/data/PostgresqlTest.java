/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The same on a real PostgreSQL, where one is installed (Debian's 15, or PG_BIN). */
class PostgresqlTest {
  private static final Path BIN =
      Path.of(System.getenv().getOrDefault("PG_BIN", "/usr/lib/postgresql/15/bin"));
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Path folder;
  private int port;

  @BeforeEach
  void startServer() throws Exception {
    assumeTrue(Files.isExecutable(BIN.resolve("initdb")), "PostgreSQL is not installed");
    assumeTrue(
        !ROOT || Files.isExecutable(Path.of("/usr/sbin/runuser")),
        "PostgreSQL does not run as root, and there is no runuser");
    folder = Files.createTempDirectory("castbridge-pg");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    pg("initdb", "-D", data(), "-U", "castbridge", "--auth=trust", "-N");
    start();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void start() throws Exception {
    String options = "-F -p " + port + " -h 127.0.0.1 -k " + folder;
    pg(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        options,
        "start");
  }

  private void stop() throws Exception {
    pg("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  @AfterEach
  void stopServer() throws Exception {
    if (folder != null) {
      stop();
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  private void pg(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(BIN.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s has ended", program).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  @Test
  void migratesImportsAndSurvivesARestartOfTheServer() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setUser("castbridge");
    source.setDatabaseName("postgres");
    AssetStore store =
        new AssetStore(folder.resolve("content"))
            .put("harbour", "Harbour", "basic", 0)
            .put("forest", "Forest", "premium", 0);
    Database database = TestDatabases.opened(source);
    assertThat(database.isUp()).as(database.cause()).isTrue();
    Catalogue catalogue = new Catalogue(database);
    ContentImporter importer = new ContentImporter(database, store.folder());
    importer.run();
    assertThat(catalogue.films()).extracting(Film::id).containsExactly("forest", "harbour");
    assertThat(catalogue.viewer("sip:alice@ims.test").packages())
        .containsExactlyInAnyOrder("basic", "premium");

    stop();
    assertThatThrownBy(catalogue::films).isInstanceOf(DatabaseUnavailableException.class);
    start();
    database.probe();
    store.remove("forest");
    importer.run();
    importer.run();
    assertThat(catalogue.films()).extracting(Film::id).containsExactly("harbour");
    database.close();
  }
}
