/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.castbridge.media.Reproducible;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.negotiation.MediaNegotiator;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.NegotiationException;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;

/**
 * A session and a viewer with a network between them, on a virtual clock: delay, jitter (which
 * reorders) and loss, both ways. Plays minutes in milliseconds.
 */
final class EmulatedNetwork {
  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000L;

  /** When every emulation starts. */
  static final long START = 77 * SECOND;

  /** A datagram that the session sent, when, in the order of sending. */
  record Sent(long atNanos, DatagramKind kind, int ssrc, int length) {}

  final ViewerSession session;
  final SyntheticViewer viewer;
  final Negotiated negotiated;
  final SrtpKeys keys = keys();
  final List<SessionOutput.Event> events = new ArrayList<>();
  final List<Long> eventTimes = new ArrayList<>();
  final List<SessionOutput.DtlsRecord> records = new ArrayList<>();
  final List<Sent> sent = new ArrayList<>();
  final List<LiveSource> sources = new ArrayList<>();
  boolean recording = true;

  /** The way to the viewer is a TCP connection that takes less than it is given. */
  boolean slow;

  double loss;
  long delayNanos = MILLI;
  long jitterNanos;

  private record Flight(long atNanos, long order, boolean toViewer, byte[] data) {}

  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          (a, b) ->
              a.atNanos != b.atNanos
                  ? Long.compare(a.atNanos, b.atNanos)
                  : Long.compare(a.order, b.order));
  private final Random random = new Random(9);
  private final Sink sink = new Sink();
  private long order;
  private long timeout;
  private long now = START;

  EmulatedNetwork(FilmSource film) {
    this(film, Offers.chromium());
  }

  /** A viewer of a live source, which is fed from now on. */
  EmulatedNetwork(LiveSource source, String offer) {
    this(new Programme.Live(source.channel), offer);
    sources.add(source);
  }

  EmulatedNetwork(FilmSource film, String offer) {
    this(new Programme.Film(film), offer);
  }

  EmulatedNetwork(Programme programme, String offer) {
    this(programme, offer, Reproducible.random(11));
  }

  EmulatedNetwork(Programme programme, String offer, SecureRandom random) {
    IceCredentials server = Offers.local().ice();
    try {
      negotiated =
          new MediaNegotiator(new Random(3)).negotiate(offer, programme.info(), Offers.local());
      session =
          new ViewerSession(
              new SessionConfig(
                  negotiated, server, programme, random, Instant.parse("2026-11-22T12:00:00Z")),
              now);
    } catch (NegotiationException | PlayoutException e) {
      throw new AssertionError(e);
    }
    viewer =
        new SyntheticViewer(
            negotiated,
            negotiated.remoteIce(),
            server,
            keys.swapped(),
            data -> launch(false, data));
    drain();
  }

  private static SrtpKeys keys() {
    Random random = new Random(5);
    byte[][] k = {new byte[16], new byte[12], new byte[16], new byte[12]};
    for (byte[] b : k) {
      random.nextBytes(b);
    }
    return new SrtpKeys(SrtpProfile.AEAD_AES_128_GCM, k[0], k[1], k[2], k[3]);
  }

  long now() {
    return now;
  }

  /** Connects: the viewer nominates, the keys come. */
  EmulatedNetwork connect() {
    runUntil(() -> session.remoteAddress() != null);
    handleKeys();
    return this;
  }

  void handleKeys() {
    session.handleKeys(keys, now);
    drain();
  }

  void play(Double seconds) throws Exception {
    session.play(seconds == null ? null : (long) (seconds * 1e6), 1.0, now);
    drain();
  }

  void play(Double seconds, double scale) throws Exception {
    session.play(seconds == null ? null : (long) (seconds * 1e6), scale, now);
    drain();
  }

  void switchTo(Programme programme, Long positionUs) throws Exception {
    session.switchTo(programme, positionUs, now);
    drain();
  }

  void pause() {
    session.pause(now);
    drain();
  }

  void close() {
    session.close(now);
    drain();
  }

  void dtlsClosed() {
    session.handleDtlsClosed(now);
    drain();
  }

  double position() {
    return session.state(now).positionUs() / 1e6;
  }

  boolean saw(SessionOutput.EventKind kind) {
    return events.stream().anyMatch(event -> event.kind() == kind);
  }

  /** Runs for so many seconds. */
  void run(double seconds) {
    runUntil(() -> false, now + (long) (seconds * SECOND));
  }

  /** Runs until something is the case; fails if it is not within an hour. */
  void runUntil(BooleanSupplier condition) {
    if (!runUntil(condition, now + 3600 * SECOND)) {
      throw new AssertionError(
          "did not happen within an hour: " + events + eventTimes + session.state(now));
    }
  }

  private boolean runUntil(BooleanSupplier condition, long end) {
    int atOnce = 0;
    while (!condition.getAsBoolean()) {
      long arrival = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().atNanos;
      long next = Math.min(Math.min(arrival, timeout), Math.min(viewer.nextTick(), feedAt()));
      if (next > end) {
        now = end;
        return false;
      }
      atOnce = next > now ? 0 : atOnce + 1;
      if (atOnce > 100_000) {
        throw new AssertionError("time stands still: timeout " + timeout + " at " + now);
      }
      now = Math.max(now, next);
      step(arrival);
    }
    return true;
  }

  private long feedAt() {
    return sources.stream().mapToLong(LiveSource::nextAt).min().orElse(Long.MAX_VALUE);
  }

  private void step(long arrival) {
    if (feedAt() <= now) {
      sources.forEach(source -> source.tick(now));
      if (session.waitsFor() != null) {
        drain();
      }
    } else if (viewer.nextTick() <= now) {
      viewer.tick(now);
    } else if (arrival <= now) {
      Flight flight = flights.remove();
      if (flight.toViewer) {
        viewer.handle(flight.data, now);
      } else {
        inject(flight.data, SyntheticViewer.ADDRESS);
      }
    } else {
      session.handleTimeout(now);
      drain();
    }
  }

  /** A datagram reaches the session now. */
  void inject(byte[] data, InetSocketAddress from) {
    session.handleDatagram(data, 0, data.length, from, now);
    drain();
  }

  void drain() {
    do {
      drainOutputs();
      session.send(sink, now);
    } while (session.hasOutput());
    timeout = session.nextTimeout();
  }

  private void drainOutputs() {
    while (session.hasOutput()) {
      SessionOutput output = session.poll();
      if (output instanceof SessionOutput.Transmit transmit) {
        transmit(
            Arrays.copyOfRange(
                transmit.buffer(), transmit.offset(), transmit.offset() + transmit.length()),
            transmit.to());
      } else if (output instanceof SessionOutput.Event event) {
        events.add(event);
        eventTimes.add(now);
      } else if (output instanceof SessionOutput.DtlsRecord record) {
        records.add(record);
      }
    }
  }

  /** Takes packets behind one another, as a shell does that sends runs of them. */
  private final class Sink implements PacketSink {
    private final byte[] buffer = new byte[20_000];
    private int at;

    @Override
    public byte[] buffer(int room) {
      at = at + room > buffer.length ? 0 : at;
      return buffer;
    }

    @Override
    public int offset() {
      return at;
    }

    @Override
    public void written(int length, InetSocketAddress to, boolean media) {
      transmit(Arrays.copyOfRange(buffer, at, at + length), to);
      at += length;
    }

    @Override
    public boolean full() {
      return false;
    }

    @Override
    public boolean slow(InetSocketAddress to) {
      return slow;
    }
  }

  private void transmit(byte[] data, InetSocketAddress to) {
    if (!to.equals(SyntheticViewer.ADDRESS)) {
      throw new AssertionError("sent to a stranger " + to);
    }
    DatagramKind kind = DatagramKind.of(data, 0, data.length);
    if (recording) {
      int ssrc = kind == DatagramKind.RTP ? SyntheticViewer.int32(data, 8) : 0;
      sent.add(new Sent(now, kind, ssrc, data.length));
    }
    launch(true, data);
  }

  private void launch(boolean toViewer, byte[] data) {
    if (random.nextDouble() >= loss) {
      long jitter = jitterNanos == 0 ? 0 : (long) (random.nextDouble() * jitterNanos);
      flights.add(new Flight(now + delayNanos + jitter, order++, toViewer, data));
    }
  }

  /** When the session wants to be called. */
  long timeout() {
    return timeout;
  }
}
