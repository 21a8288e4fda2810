/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.castbridge.media.fec.FlexfecEncoder;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.NegotiatedFormat;
import org.castbridge.media.negotiation.NegotiatedTrack;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.RedWriter;
import org.castbridge.media.playout.DueUnit;
import org.castbridge.media.playout.ReadUnit;
import org.castbridge.media.rtp.RtpClock;
import org.castbridge.media.rtp.RtpHeader;
import org.castbridge.media.rtp.RtpStream;
import org.castbridge.media.rtp.RtxStream;

/**
 * The sending half of a session's media: units in, RTP packets out in the clear, paced. Repeated
 * packets go first, then the picture; sound is not paced, it is small and its gaps are heard, but
 * goes behind a run of pictures' packets when there is one: as the shorter last segment of one send
 * it costs no send of its own; or ahead of a picture's first packet if that is the shorter one. Not
 * for several threads.
 */
final class MediaSender {
  private final Formats formats;
  private final RtpStream video;
  private final RtpStream audio;
  private final int audioPayloadType;
  private final NegotiatedTrack videoTrack;
  private final RtxStream rtx;
  private final SentUnits sent;

  /** Null if the viewer takes none. */
  private final FlexfecEncoder parity;

  private final RedWriter redundancy;
  private final int redPayloadType;
  private int soundRepeated;
  private final long epochNanos;
  private final Pacer pacer = new Pacer();
  private final Deque<Queued> videoQueue = new ArrayDeque<>(4);
  private final Deque<Queued> audioQueue = new ArrayDeque<>(4);
  private final Deque<RtxStream.Again> rtxQueue = new ArrayDeque<>(2);

  /** Of the next picture, where the format numbers them. */
  private int pictureId;

  /** Packets of pictures since the last packet of sound, or since there was nothing to send. */
  private int run;

  /** The last packet was one of sound that went ahead of a picture. */
  private boolean led;

  private long unplayable;

  /** The way to the viewer is slow: see {@link #slow}. */
  private boolean slow;

  /** Pictures have been left out: none can be decoded before the next key frame. */
  private boolean waitsForKeyFrame;

  /** A unit on its way out. */
  private static final class Queued {
    private final ReadUnit read;
    private final int timestamp;
    private final NegotiatedFormat format;
    private int pictureId;
    private int next;

    Queued(ReadUnit read, int timestamp, NegotiatedFormat format) {
      this.read = read;
      this.timestamp = timestamp;
      this.format = format;
    }

    boolean done() {
      return next == read.unit().packets();
    }
  }

  /**
   * @param epochNanos monotonic time at which the RTP clocks of all streams stand at their offsets
   */
  MediaSender(Negotiated negotiated, Formats formats, Random random, long epochNanos) {
    this.formats = formats;
    this.epochNanos = epochNanos;
    videoTrack = negotiated.video();
    video = videoTrack == null ? null : stream(videoTrack, random);
    pictureId = random.nextInt(1 << 15);
    boolean repeats = videoTrack != null && videoTrack.retransmits();
    rtx = repeats ? new RtxStream(videoTrack.rtxSsrc(), random) : null;
    sent = repeats ? new SentUnits() : null;
    audio = negotiated.audio() == null ? null : stream(negotiated.audio(), random);
    audioPayloadType = audio == null ? 0 : negotiated.audio().preferred().payloadType();
    parity = parity(videoTrack, random);
    redPayloadType = audio == null ? 0 : negotiated.audio().redPayloadType();
    redundancy = redPayloadType == 0 ? null : new RedWriter(audioPayloadType);
  }

  private FlexfecEncoder parity(NegotiatedTrack track, Random random) {
    return track == null || track.flexfecPayloadType() == 0
        ? null
        : new FlexfecEncoder(
            track.flexfecPayloadType(), track.flexfecSsrc(), track.ssrc(), video.clock(), random);
  }

  private static RtpStream stream(NegotiatedTrack track, Random random) {
    RtpClock clock = new RtpClock(random.nextInt(), track.clockRate());
    RtpStream stream = new RtpStream(track.ssrc(), clock, random);
    stream.announce(RtpHeader.extension(mid(track)));
    return stream;
  }

  private static List<byte[]> mid(NegotiatedTrack track) {
    List<byte[]> elements = new ArrayList<>(2);
    if (track.midExtensionId() != 0) {
      elements.add(RtpHeader.mid(track.midExtensionId(), track.mid()));
    }
    return elements;
  }

  /** Tells the viewer how long it may hold pictures back, and again which stream this is. */
  void announceDelay(int minMillis, int maxMillis) {
    if (video != null) {
      List<byte[]> elements = mid(videoTrack);
      if (videoTrack.playoutDelayExtensionId() != 0) {
        elements.add(
            RtpHeader.playoutDelay(videoTrack.playoutDelayExtensionId(), minMillis, maxMillis));
      }
      video.announce(RtpHeader.extension(elements));
    }
  }

  /**
   * Protects what follows against loss, as far as the viewer has agreed to it.
   *
   * @param parityGroup packets of pictures one parity packet covers, 0 for none
   * @param repeated packets of sound that come once more in each one
   */
  void protect(int parityGroup, int repeated) {
    if (parity != null) {
      parity.group(parityGroup);
    }
    soundRepeated = repeated;
  }

  /** Takes a unit that is due; what the viewer does not receive or cannot play is dropped. */
  void add(DueUnit due, long now) {
    if (due.unit().track() == Track.VIDEO) {
      addVideo(due, now);
    } else if (audio != null) {
      audioQueue.add(new Queued(due.read(), timestamp(audio, due), null));
    }
  }

  private void addVideo(DueUnit due, long now) {
    NegotiatedFormat format = video == null ? null : formats.of(due.read().format());
    if (format == null) {
      unplayable++;
      return;
    }
    if (slow || waitsForKeyFrame && !due.unit().sync()) {
      waitsForKeyFrame = true;
      return;
    }
    waitsForKeyFrame = false;
    restartIfIdle(now);
    videoQueue.add(new Queued(due.read(), timestamp(video, due), format));
  }

  private int timestamp(RtpStream stream, DueUnit due) {
    return stream.clock().timestamp(due.stampNanos() - epochNanos);
  }

  /**
   * Queues a packet of the picture to be repeated, unless that happened within {@code interval}
   * nanoseconds.
   *
   * @param late whether the way reorders: then the packet is taken to be late, not lost, until it
   *     is asked for again
   * @return false if it is not known (any more)
   */
  boolean repeat(int sequence, long now, long interval, boolean late) {
    boolean wasSent = (short) (sequence - video.nextSequence()) < 0;
    int at = wasSent ? sent.find(sequence) : -1;
    if (at < 0) {
      return false;
    }
    if (slow) {
      return true; // nothing is lost on a slow way, it is only late
    }
    if (sent.claim(at, sequence, now, interval, late)) {
      RtxStream.Again again = sent.again(at, sequence);
      if (again == null) {
        return false;
      }
      restartIfIdle(now);
      rtxQueue.add(again);
    }
    return true;
  }

  /** Different packets of the picture the viewer has asked for again. */
  long askedAgain() {
    return sent == null ? 0 : sent.asked();
  }

  /**
   * The viewer goes elsewhere, to a key frame: pictures not begun yet need not be sent any more.
   * They have no sequence numbers yet, so nothing seems lost.
   */
  void skipPictures() {
    videoQueue.removeIf(queued -> queued.next == 0);
  }

  /**
   * Whether the way to the viewer is slow now. As long as it is, pictures are left out, and up to
   * the next key frame; the one begun is finished. They get no sequence numbers, so nothing seems
   * lost and is asked for again. Sound goes on.
   */
  void slow(boolean now) {
    slow = now;
    if (slow && videoQueue.removeIf(queued -> queued.next == 0)) {
      waitsForKeyFrame = true;
    }
  }

  private void restartIfIdle(long now) {
    if (!pictures()) {
      pacer.restart(now);
    }
  }

  private boolean pictures() {
    return !videoQueue.isEmpty() || !rtxQueue.isEmpty();
  }

  /**
   * Writes the next packet that may leave now at {@code at}; returns the index behind it, {@code
   * at} itself if there is none.
   */
  int write(byte[] buffer, int at, long now) {
    if (parity != null && parity.ready()) {
      return parity.write(buffer, at);
    }
    boolean soundWaits = !audioQueue.isEmpty();
    if (soundWaits && !led && leads()) {
      led = true;
      run = 0;
      return writeSound(buffer, at);
    }
    if (pictures() && !(soundWaits && closesRun()) && pacer.take(now)) {
      run++;
      led = false;
      return rtxQueue.isEmpty()
          ? writePicture(buffer, at, now)
          : rtx.write(buffer, at, rtxQueue.remove());
    }
    run = 0;
    led = false;
    return soundWaits ? writeSound(buffer, at) : at;
  }

  /**
   * Whether sound should go ahead of a picture: one that begins with something small (parameter
   * sets, SEI) that costs no send of its own behind it.
   */
  private boolean leads() {
    Queued picture = videoQueue.peek();
    return rtxQueue.isEmpty()
        && picture != null
        && picture.next == 0
        && picture.read.unit().packets() > 1
        && picture.read.unit().length(0) < audioQueue.peek().read.unit().length(0);
  }

  /**
   * Whether a shorter packet should come now: behind the last packet of full length, where it costs
   * no send of its own, or when it has waited for many.
   */
  private boolean closesRun() {
    if (run == 0) {
      return false;
    }
    Queued picture = videoQueue.peek();
    return run >= Pacer.FIRST
        || rtxQueue.isEmpty()
            && picture.next == picture.read.unit().packets() - 1
            && picture.next > 0
            && shorter(picture.read.unit(), picture.next);
  }

  /** Whether this packet is shorter than the one before it, although it is padded. */
  private static boolean shorter(PacketisedUnit unit, int index) {
    return unit.length(index) + unit.padding(index)
        < unit.length(index - 1) + unit.padding(index - 1);
  }

  private int writeSound(byte[] buffer, int at) {
    Queued sound = audioQueue.remove();
    PacketisedUnit unit = sound.read.unit();
    if (redundancy != null && soundRepeated > 0) {
      int payload = audio.writeHeader(buffer, at, redPayloadType, false, sound.timestamp);
      int end = redundancy.write(unit, sound.timestamp, soundRepeated, buffer, payload);
      audio.countOctets(end - payload);
      return end;
    }
    if (redundancy != null) {
      redundancy.passed(unit, sound.timestamp);
    }
    return audio.write(buffer, at, audioPayloadType, sound.timestamp, unit, 0, 0);
  }

  private int writePicture(byte[] buffer, int at, long now) {
    Queued picture = videoQueue.peek();
    PacketisedUnit unit = picture.read.unit();
    if (picture.next == 0) {
      begin(picture);
    }
    int end =
        video.write(
            buffer,
            at,
            picture.format.payloadType(),
            picture.timestamp,
            unit,
            picture.next++,
            picture.pictureId);
    if (parity != null) {
      parity.protect(buffer, at, end, now);
    }
    if (picture.done()) {
      videoQueue.remove();
    }
    return end;
  }

  private void begin(Queued picture) {
    picture.pictureId = pictureId++;
    if (sent != null && picture.format.retransmits()) {
      sent.add(
          picture.read,
          video.nextSequence(),
          picture.timestamp,
          picture.pictureId,
          picture.format.rtxPayloadType());
    }
  }

  /** When {@link #write} will have a packet again, of what is here already. */
  long nextAt(long now) {
    if (!audioQueue.isEmpty() || parity != null && parity.ready()) {
      return now;
    }
    return pictures() ? pacer.nextAt(now) : Long.MAX_VALUE;
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

  /** Pictures dropped because their coding, changed meanwhile, is none of the viewer's. */
  long unplayable() {
    return unplayable;
  }

  SessionStatistics.Sent statistics(long reports) {
    return new SessionStatistics.Sent(
        video == null ? 0 : video.packets(),
        video == null ? 0 : video.octets(),
        audio == null ? 0 : audio.packets(),
        audio == null ? 0 : audio.octets(),
        rtx == null ? 0 : rtx.packets(),
        parity == null ? 0 : parity.packets(),
        reports);
  }

  long epochNanos() {
    return epochNanos;
  }
}
