/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.micro.MicroBenches;

/** Packetisation by itself. */
final class PacketiseBench implements Bench {
  @Override
  public String name() {
    return "packetise";
  }

  @Override
  public String words() {
    return "cutting a 4 Mbit/s frame into packets, and writing them for a viewer (JMH)";
  }

  @Override
  public String options() {
    return "[--seconds 2] [--forks 1]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("seconds", "forks");
    return MicroBenches.packetise(options.number("seconds", 2), options.number("forks", 1));
  }
}
