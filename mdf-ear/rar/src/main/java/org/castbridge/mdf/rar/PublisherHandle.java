/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

/** An encoder's session, by WHIP. May be used from any thread. */
public interface PublisherHandle {
  /** Not guessable: 128 random bits in URL-safe letters. */
  String id();

  /** The answer to the offer. */
  String answer();

  /** Whether the session has ended. */
  boolean over();

  /** Ends the session. Does not wait; again is harmless. */
  void close();
}
