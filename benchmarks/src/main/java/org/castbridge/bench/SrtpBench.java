/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.micro.MicroBenches;

/** SRTP protection by itself. */
final class SrtpBench implements Bench {
  @Override
  public String name() {
    return "srtp";
  }

  @Override
  public String words() {
    return "protecting a full packet, by profile (JMH)";
  }

  @Override
  public String options() {
    return "[--seconds 2] [--forks 1]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("seconds", "forks");
    return MicroBenches.srtp(options.number("seconds", 2), options.number("forks", 1));
  }
}
