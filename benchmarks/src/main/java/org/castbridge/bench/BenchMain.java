/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Machine;

/** {@code ./castbridge bench}: lists the benches, or runs one and leaves its figures. */
public final class BenchMain {
  private static final List<Bench> BENCHES =
      List.of(
          new ViewersBench(),
          new FilmsBench(),
          new SoakBench(),
          new ZapBench(),
          new SeekBench(),
          new TimeShiftBench(),
          new SetupBench(),
          new LossBench(),
          new SrtpBench(),
          new PacketiseBench());

  /** Kept: the logging of the JDK forgets a logger that nobody holds. */
  private static final Logger LIBRARIES = Logger.getLogger("org.jitsi");

  private BenchMain() {}

  /** Folder of the project, port offset, name of the bench, its options. */
  public static void main(String[] words) throws Exception {
    LIBRARIES.setLevel(Level.WARNING);
    if (words.length < 3 || words[2].equals("--help")) {
      list();
      return;
    }
    Bench bench = BENCHES.stream().filter(b -> b.name().equals(words[2])).findFirst().orElse(null);
    if (bench == null) {
      System.err.println("castbridge: there is no bench '" + words[2] + "'");
      list();
      System.exit(1);
    }
    try {
      List<String> rest = Arrays.asList(words).subList(3, words.length);
      run(bench, new Options(Path.of(words[0]), Integer.parseInt(words[1]), rest));
      System.exit(0);
    } catch (Options.UsageException e) {
      System.err.println("castbridge: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void list() {
    System.out.println("usage: ./castbridge bench NAME [--port-offset N] [OPTION ...]\n");
    for (Bench bench : BENCHES) {
      System.out.printf("  %-10s %s%n", bench.name(), bench.words());
      if (!bench.options().isEmpty()) {
        System.out.printf("  %-10s %s%n", "", bench.options());
      }
    }
    System.out.println(
        "\nEach prints its figures and writes them to target/bench/NAME.json. Nothing else should"
            + " run on the machine.");
  }

  private static void run(Bench bench, Options options) throws Exception {
    System.out.println(bench.name() + ": " + bench.words());
    System.out.println("on " + Machine.words() + "\n");
    Figures figures = bench.run(options);
    Path file = options.work().resolve(bench.name() + ".json");
    figures.write(file);
    System.out.println("\n" + figures.table() + "\n" + file);
  }
}
