/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.servers;

/** A server under test: a process that was started and will be stopped. */
public interface Server extends AutoCloseable {
  String name();

  long pid();

  /** Processor time so far; the threads that send media apart, where they are known. */
  ProcessTimes times();

  @Override
  void close();
}
