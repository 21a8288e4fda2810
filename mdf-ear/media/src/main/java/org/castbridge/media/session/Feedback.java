/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.List;
import org.castbridge.media.rate.LossEstimate;
import org.castbridge.media.rate.LossPolicy;
import org.castbridge.media.rate.ReorderingEstimate;
import org.castbridge.media.rtcp.NtpClock;
import org.castbridge.media.rtcp.ReportBlock;
import org.castbridge.media.rtcp.RtcpException;
import org.castbridge.media.rtcp.RtcpPacket;
import org.castbridge.media.rtcp.RtcpParser;

/**
 * What the viewer reports: repeats lost packets, notes lost pictures, keeps the figures. Not for
 * several threads.
 */
final class Feedback {
  /** Between two repetitions of one packet, while the round-trip time is not known. */
  private static final long DEFAULT_REPEAT_NANOS = 20_000_000;

  private static final long MIN_REPEAT_NANOS = 5_000_000;
  private static final long MAX_REPEAT_NANOS = 200_000_000;

  private final MediaSender sender;
  private final NtpClock ntp;
  private final LossPolicy policy = new LossPolicy();
  private final LossEstimate pictures = new LossEstimate();
  private final LossEstimate sound = new LossEstimate();
  private final ReorderingEstimate late = new ReorderingEstimate();
  private boolean pictureLost;
  private long roundTripNanos = -1;
  private int fractionLost;
  private int cumulativeLost;
  private long nackedPackets;
  private long tooOld;
  private long pictureLosses;
  private long estimatedBitrate = -1;
  private long malformed;

  Feedback(MediaSender sender, NtpClock ntp) {
    this.sender = sender;
    this.ntp = ntp;
  }

  /** Takes a compound packet in the clear. Never throws; a malformed one is counted. */
  void handle(byte[] b, int offset, int length, long now) {
    List<RtcpPacket> packets;
    try {
      packets = RtcpParser.parse(b, offset, length);
    } catch (RtcpException e) {
      malformed++;
      return;
    }
    for (RtcpPacket packet : packets) {
      handle(packet, now);
    }
    // one way for both: whichever is reported more often tells of the other
    double soundLoss = Math.max(sound.loss(), sender.video() == null ? 0 : pictures.loss());
    sender.protect(
        policy.parityGroup(pictures.loss(), roundTripNanos), policy.soundRepeated(soundLoss));
  }

  /** Loss of pictures, smoothed, 0 to 1. */
  double loss() {
    return pictures.loss();
  }

  /** Of the last REMB, bits a second; -1 if none came. */
  long estimatedBitrate() {
    return estimatedBitrate;
  }

  private void handle(RtcpPacket packet, long now) {
    if (packet instanceof RtcpPacket.Nack nack) {
      repeat(nack, now);
    } else if (packet instanceof RtcpPacket.ReceiverReport report) {
      report.blocks().forEach(block -> measure(block, now));
    } else if (packet instanceof RtcpPacket.SenderReport report) {
      report.blocks().forEach(block -> measure(block, now));
    } else if (packet instanceof RtcpPacket.PictureLoss
        || packet instanceof RtcpPacket.FullIntraRequest) {
      pictureLosses++;
      pictureLost = true;
    } else if (packet instanceof RtcpPacket.EstimatedBitrate estimate) {
      estimatedBitrate = estimate.bitsPerSecond();
    }
  }

  private void repeat(RtcpPacket.Nack nack, long now) {
    nackedPackets += nack.sequences().size();
    if (!sender.repeats(nack.mediaSsrc())) {
      tooOld += nack.sequences().size();
      return;
    }
    // a request that crosses the answer to an earlier one is not answered twice
    long interval =
        roundTripNanos < 0
            ? DEFAULT_REPEAT_NANOS
            : Math.min(MAX_REPEAT_NANOS, Math.max(MIN_REPEAT_NANOS, roundTripNanos * 3 / 4));
    for (int sequence : nack.sequences()) {
      if (!sender.repeat(sequence, now, interval, late.reordering())) {
        tooOld++;
      }
    }
  }

  private void measure(ReportBlock block, long now) {
    boolean ofSound = sender.audio() != null && block.ssrc() == sender.audio().ssrc();
    boolean ofPictures = sender.video() != null && block.ssrc() == sender.video().ssrc();
    if (ofSound) {
      sound.report(block.fractionLost() / 256.0);
    } else if (ofPictures) {
      pictures.report(block.fractionLost() / 256.0);
      late.reported(block.cumulativeLost(), sender.askedAgain());
    }
    if (sender.video() != null ? !ofPictures : !ofSound) {
      return;
    }
    fractionLost = block.fractionLost();
    cumulativeLost = block.cumulativeLost();
    long roundTrip = block.roundTripNanos(ntp.compact(now));
    if (roundTrip >= 0) {
      roundTripNanos = roundTrip;
    }
  }

  /** Negative before the first report. */
  long roundTripNanos() {
    return roundTripNanos;
  }

  /** Packets asked for again. */
  long nacked() {
    return nackedPackets;
  }

  /** True once after the viewer has said that it cannot go on decoding. */
  boolean takePictureLost() {
    boolean lost = pictureLost;
    pictureLost = false;
    return lost;
  }

  SessionStatistics.Received statistics() {
    return new SessionStatistics.Received(
        nackedPackets,
        tooOld,
        pictureLosses,
        roundTripNanos,
        fractionLost / 256.0,
        cumulativeLost,
        estimatedBitrate,
        malformed);
  }
}
