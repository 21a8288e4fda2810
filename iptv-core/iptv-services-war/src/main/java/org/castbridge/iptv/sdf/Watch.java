/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import javax.servlet.sip.SipSession;

/** One subscription; belongs to its application session and is used under its lock only. */
final class Watch {
  /** Attribute of the application session. */
  static final String ATTRIBUTE = "castbridge.sdf.watch";

  private final String impu;
  private final SipSession session;
  private final String eventId;
  private long deadline;
  private boolean over;

  Watch(String impu, SipSession session, String eventId) {
    this.impu = impu;
    this.session = session;
    this.eventId = eventId;
  }

  String impu() {
    return impu;
  }

  SipSession session() {
    return session;
  }

  /**
   * The event's {@code id} parameter, which a NOTIFY repeats (RFC 6665 section 8.2.1), or empty.
   */
  String eventId() {
    return eventId;
  }

  /** Lasts until then, in milliseconds. */
  void prolong(long until) {
    deadline = until;
  }

  long millisLeft(long now) {
    return Math.max(0, deadline - now);
  }

  /** No NOTIFY follows the one being sent. */
  void finish() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
