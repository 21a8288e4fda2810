/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** A TURN server (coturn) on the router. */
public final class Turn implements AutoCloseable {
  /** For the browser: what {@code iceServers} holds. */
  public static final String ICE_SERVER =
      "{urls: 'turn:"
          + NetworkLab.TURN
          + ":3478?transport=udp', username: 'viewer', credential: 'secret'}";

  private final Process process;

  private Turn(Process process) {
    this.process = process;
  }

  static Turn start(Path log) {
    assumeTrue(Command.exists("turnserver"), "the TURN test needs the program turnserver (coturn)");
    return new Turn(
        NetworkLab.startOnRouter(
            log,
            "turnserver",
            "-n",
            "-L",
            NetworkLab.TURN,
            "-E",
            "10.99.0.2",
            "-p",
            "3478",
            "-a",
            "-u",
            "viewer:secret",
            "-r",
            "lab.test",
            "--no-tls",
            "--no-dtls",
            "--no-cli",
            "--log-file",
            "stdout",
            "--pidfile",
            log.resolveSibling("turn.pid").toString()));
  }

  @Override
  public void close() {
    Command.end(process);
  }
}
