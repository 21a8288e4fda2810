/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;
import org.castbridge.media.srtp.SrtpSession;

/**
 * What leaves a connected session, under its keys: media as it becomes due and is paced, then the
 * reports. Not for several threads.
 */
final class ProtectedMedia {
  /** The largest packet there is, and room for its protection. */
  static final int ROOM = 1500 + SrtpSession.HEADROOM;

  private final SrtpSession srtp;
  private final MediaSender sender;
  private final SenderReports reports;
  private PacketTap tap;
  private long reportsSent;

  ProtectedMedia(SrtpSession srtp, MediaSender sender, SenderReports reports) {
    this.srtp = srtp;
    this.sender = sender;
    this.reports = reports;
  }

  /** Null for none. */
  void tap(PacketTap newTap) {
    tap = newTap;
  }

  /** Writes the next packet that may leave now; false if there is none. */
  boolean write(PacketSink sink, InetSocketAddress to, long now) {
    byte[] b = sink.buffer(ROOM);
    int at = sink.offset();
    int end = sender.write(b, at, now);
    if (end > at) {
      look(true, b, at, end - at, to, now);
      sink.written(srtp.protectRtp(b, at, end - at), to, true);
      return true;
    }
    end = reports.write(b, at, now);
    if (end > at) {
      reportsSent++;
      look(true, b, at, end - at, to, now);
      sink.written(srtp.protectRtcp(b, at, end - at), to, true);
      return true;
    }
    return false;
  }

  private void look(
      boolean outgoing, byte[] b, int at, int length, InetSocketAddress remote, long now) {
    if (tap != null) {
      tap.packet(outgoing, b, at, length, remote, now);
    }
  }

  /** Writes the goodbye; 0 if nothing was ever sent. */
  int writeBye(byte[] buffer) {
    int length = reports.writeBye(buffer);
    return length == 0 ? 0 : srtp.protectRtcp(buffer, 0, length);
  }

  /** Opens the viewer's SRTCP in place; -1 if it is to be dropped. */
  int unprotectRtcp(byte[] b, int offset, int length, InetSocketAddress from, long now) {
    int plain = srtp.unprotectRtcp(b, offset, length);
    if (plain > 0) {
      look(false, b, offset, plain, from, now);
    }
    return plain;
  }

  /** When {@link #write} will have something again, of what is here already. */
  long nextAt(long now) {
    return Math.min(sender.nextAt(now), reports.nextAt());
  }

  long reportsSent() {
    return reportsSent;
  }
}
