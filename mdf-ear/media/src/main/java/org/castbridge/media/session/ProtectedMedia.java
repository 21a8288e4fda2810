/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.srtp.SrtpSession;

/**
 * What leaves a connected session, under its keys: media as it becomes due and is paced, then the
 * reports. Not for several threads.
 */
final class ProtectedMedia {
  private final SrtpSession srtp;
  private final MediaSender sender;
  private final SenderReports reports;
  private long reportsSent;

  ProtectedMedia(SrtpSession srtp, MediaSender sender, SenderReports reports) {
    this.srtp = srtp;
    this.sender = sender;
    this.reports = reports;
  }

  /**
   * Writes the next packet that may leave now at the buffer's start.
   *
   * @return its length; 0 if there is none
   */
  int write(byte[] buffer, long now) {
    int length = sender.write(buffer, now);
    if (length > 0) {
      return srtp.protectRtp(buffer, 0, length);
    }
    length = reports.write(buffer, now);
    if (length > 0) {
      reportsSent++;
      return srtp.protectRtcp(buffer, 0, length);
    }
    return 0;
  }

  /** Writes the goodbye; 0 if nothing was ever sent. */
  int writeBye(byte[] buffer) {
    int length = reports.writeBye(buffer);
    return length == 0 ? 0 : srtp.protectRtcp(buffer, 0, length);
  }

  /** Opens the viewer's SRTCP in place; -1 if it is to be dropped. */
  int unprotectRtcp(byte[] b, int offset, int length) {
    return srtp.unprotectRtcp(b, offset, length);
  }

  /** When {@link #write} will have something again, of what is here already. */
  long nextAt(long now) {
    return Math.min(sender.nextAt(now), reports.nextAt());
  }

  long reportsSent() {
    return reportsSent;
  }
}
