/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.NegotiatedTrack;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.PayloadException;
import org.castbridge.media.payload.Payloader;
import org.castbridge.media.payload.RtpPayload;
import org.castbridge.media.playout.DueUnit;
import org.castbridge.media.rtp.RtpClock;
import org.castbridge.media.rtp.RtpHeader;
import org.castbridge.media.rtp.RtpHistory;
import org.castbridge.media.rtp.RtpStream;
import org.castbridge.media.rtp.RtxStream;

/**
 * The sending half of a session's media: access units in, RTP packets out in the clear, paced.
 * Sound goes first and unpaced, it is small and its gaps are heard; then repeated packets; then the
 * picture. Not for several threads.
 */
final class MediaSender {
  /** Packets kept for repetition: a good second at 4 Mbit/s. They hold on to their pictures. */
  private static final int HISTORY = 512;

  private final RtpStream video;
  private final RtpStream audio;
  private final RtxStream rtx;
  private final Payloader videoPayloader;
  private final Payloader audioPayloader;
  private final RtpHistory history;
  private final long epochNanos;
  private final Pacer pacer = new Pacer();
  private final Deque<Queued> videoQueue = new ArrayDeque<>();
  private final Deque<Queued> audioQueue = new ArrayDeque<>();
  private final Deque<RtpHistory.Sent> rtxQueue = new ArrayDeque<>();

  /** Of the next picture, where the format numbers them. */
  private int pictureId;

  /** The packet sent last was not the last one of its picture. */
  private boolean pictureBegun;

  private record Queued(RtpPayload payload, int timestamp) {}

  /**
   * @param epochNanos monotonic time at which the RTP clocks of all streams stand at their offsets
   */
  MediaSender(Negotiated negotiated, FilmInfo film, Random random, long epochNanos) {
    this.epochNanos = epochNanos;
    NegotiatedTrack picture = negotiated.video();
    video = picture == null ? null : stream(picture, random);
    videoPayloader = picture == null ? null : Payloader.of(film.video());
    pictureId = random.nextInt(1 << 15);
    boolean repeats = picture != null && picture.preferred().retransmits();
    rtx =
        repeats
            ? new RtxStream(picture.preferred().rtxPayloadType(), picture.rtxSsrc(), random)
            : null;
    history = repeats ? new RtpHistory(HISTORY) : null;
    audio = negotiated.audio() == null ? null : stream(negotiated.audio(), random);
    audioPayloader = audio == null ? null : Payloader.of(film.audio());
  }

  private static RtpStream stream(NegotiatedTrack track, Random random) {
    byte[] mid =
        track.midExtensionId() == 0
            ? null
            : RtpHeader.midExtension(track.midExtensionId(), track.mid());
    RtpClock clock = new RtpClock(random.nextInt(), track.clockRate());
    return new RtpStream(track.preferred().payloadType(), track.ssrc(), clock, mid, random);
  }

  /** Takes a unit that is due; one of a track the viewer does not receive is dropped. */
  void add(DueUnit due, long now) throws PayloadException {
    boolean picture = due.unit().track() == Track.VIDEO;
    RtpStream stream = picture ? video : audio;
    if (stream == null) {
      return;
    }
    PacketisedUnit unit = (picture ? videoPayloader : audioPayloader).packetise(due.unit());
    int timestamp = stream.clock().timestamp(due.stampNanos() - epochNanos);
    if (picture) {
      restartIfIdle(now);
    }
    Deque<Queued> queue = picture ? videoQueue : audioQueue;
    for (int i = 0; i < unit.packets(); i++) {
      queue.add(new Queued(new RtpPayload(unit, i, pictureId), timestamp));
    }
    if (picture) {
      pictureId++;
    }
  }

  /**
   * Queues a packet of the picture to be repeated, unless that happened within {@code interval}
   * nanoseconds.
   *
   * @return false if it is not known (any more)
   */
  boolean repeat(int sequence, long now, long interval) {
    RtpHistory.Sent sent = history.find(sequence);
    if (sent != null && sent.claim(now, interval)) {
      restartIfIdle(now);
      rtxQueue.add(sent);
    }
    return sent != null;
  }

  /**
   * The viewer goes elsewhere in the film, to a key frame: pictures not begun yet need not be sent
   * any more. They have no sequence numbers yet, so nothing seems lost.
   */
  void skipPictures() {
    Deque<Queued> rest = new ArrayDeque<>();
    while (pictureBegun && !videoQueue.isEmpty()) {
      Queued queued = videoQueue.remove();
      rest.add(queued);
      pictureBegun = !queued.payload().marker();
    }
    pictureBegun = !rest.isEmpty();
    videoQueue.clear();
    videoQueue.addAll(rest);
  }

  private void restartIfIdle(long now) {
    if (videoQueue.isEmpty() && rtxQueue.isEmpty()) {
      pacer.restart(now);
    }
  }

  /**
   * Writes the next packet that may leave now at the buffer's start; returns its length, 0 if there
   * is none.
   */
  int write(byte[] buffer, long now) {
    Queued sound = audioQueue.poll();
    if (sound != null) {
      return audio.write(buffer, 0, sound.payload(), sound.timestamp());
    }
    if (rtxQueue.isEmpty() && videoQueue.isEmpty() || !pacer.take(now)) {
      return 0;
    }
    RtpHistory.Sent again = rtxQueue.poll();
    if (again != null) {
      return rtx.write(buffer, 0, again);
    }
    Queued picture = videoQueue.remove();
    pictureBegun = !picture.payload().marker();
    if (history != null) {
      history.add(video.nextSequence(), picture.timestamp(), picture.payload());
    }
    return video.write(buffer, 0, picture.payload(), picture.timestamp());
  }

  /** When {@link #write} will have a packet again, of what is here already. */
  long nextAt(long now) {
    return rtxQueue.isEmpty() && videoQueue.isEmpty() ? Long.MAX_VALUE : pacer.nextAt(now);
  }

  /** True if packets of this SSRC can be repeated. */
  boolean repeats(int ssrc) {
    return rtx != null && video.ssrc() == ssrc;
  }

  /** Null if no picture is sent. */
  RtpStream video() {
    return video;
  }

  /** Null if no sound is sent. */
  RtpStream audio() {
    return audio;
  }

  SessionStatistics.Sent statistics(long reports) {
    return new SessionStatistics.Sent(
        video == null ? 0 : video.packets(),
        video == null ? 0 : video.octets(),
        audio == null ? 0 : audio.packets(),
        audio == null ? 0 : audio.octets(),
        rtx == null ? 0 : rtx.packets(),
        reports);
  }

  long epochNanos() {
    return epochNanos;
  }
}
