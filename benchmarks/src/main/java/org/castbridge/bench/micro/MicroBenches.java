/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.micro;

import java.util.Collection;
import java.util.Locale;
import org.castbridge.bench.figures.Figures;
import org.castbridge.media.payload.PayloadException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks and takes their scores, in nanoseconds. */
public final class MicroBenches {
  private MicroBenches() {}

  /** Nanoseconds a packet, by protection profile. */
  public static Figures srtp(int seconds, int forks) throws RunnerException {
    Figures figures = new Figures();
    for (RunResult result : run(SrtpCost.class, seconds, forks)) {
      String profile = result.getParams().getParam("profile").toLowerCase(Locale.ROOT);
      figures.put(
          profile.replace('/', '_') + "_ns_per_packet", result.getPrimaryResult().getScore());
    }
    return figures;
  }

  /** Nanoseconds a packet for cutting a frame, and for writing it into a viewer's packets. */
  public static Figures packetise(int seconds, int forks) throws RunnerException, PayloadException {
    Figures figures = new Figures();
    int packets = PacketiseCost.packets();
    for (RunResult result : run(PacketiseCost.class, seconds, forks)) {
      String name = result.getPrimaryResult().getLabel();
      figures.put(name + "_ns_per_packet", result.getPrimaryResult().getScore() / packets);
    }
    return figures.put("packets_per_frame", packets);
  }

  private static Collection<RunResult> run(Class<?> benchmarks, int seconds, int forks)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmarks.getName() + "\\.")
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds))
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
