/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.SessionCapture;
import org.castbridge.mdf.rar.figures.SessionFigures;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.dtls.DtlsException;
import org.castbridge.media.dtls.DtlsHandshake;
import org.castbridge.media.session.ViewerSession;
import org.castbridge.media.srtp.SrtpKeys;

/**
 * One viewer on its port: the session, and the DTLS association beside it. For the port's event
 * loop only, but for the handshake itself, which runs on a thread of the pool and comes back to the
 * loop with its outcome.
 */
final class Viewer extends DeadlineQueue.Entry {
  final String id;
  final String correlation;
  final ViewerSession session;

  /** The answer that was given, which names its payload types. */
  final String answer;

  /** Our names in its checks: one, and one more for each ICE restart. */
  final Set<String> ufrags = new HashSet<>(2);

  final Set<InetSocketAddress> addresses = new HashSet<>(4);

  /** Its group in {@link Turns}. */
  final int turn;

  /** The channel whose publishing it waits for, and its place among those who do; null for none. */
  Channel channel;

  int channelIndex;

  /** How late it was served last. */
  private long lateNanos;

  /** How often it was served with a lateness of each of {@link LatenessMeter}'s classes. */
  private final int[] late = new int[LatenessMeter.classes()];

  /** Null while none runs. */
  private SessionCapture capture;

  private final MediaPort port;
  private final DtlsHandshake handshake;
  private final HandshakePipe pipe;
  private InetSocketAddress lastRecipient;
  private boolean handshaking;
  private boolean established;
  private boolean over;

  Viewer(
      String id,
      String ufrag,
      String correlation,
      String answer,
      ViewerSession session,
      DtlsHandshake handshake,
      int turn,
      MediaPort port) {
    this.id = id;
    this.ufrags.add(ufrag);
    this.correlation = correlation;
    this.answer = answer;
    this.session = session;
    this.handshake = handshake;
    this.turn = turn;
    this.port = port;
    this.pipe = new HandshakePipe(port::sendRecord);
  }

  boolean over() {
    return over;
  }

  /** All there is to see of it now. */
  SessionFigures figures(long now) {
    return new SessionFigures(
        id,
        session.programme().info().id(),
        session.state(now),
        session.statistics(),
        new SessionFigures.Zaps(session.zaps(), session.lastZapNanos()),
        lateNanos,
        new DeliveryFigures.Lateness(
            LatenessMeter.bounds(), Arrays.stream(late).asLongStream().toArray()),
        session.rendition(),
        capture != null && !capture.full());
  }

  /** It was served that late, which is this class of {@link LatenessMeter}'s. */
  void served(long nanos, int latenessClass) {
    lateNanos = nanos;
    late[latenessClass]++;
  }

  /** From now on this one sees the packets, null for none; returns the one before. */
  SessionCapture capture(SessionCapture next) {
    SessionCapture before = capture;
    capture = next;
    session.tap(next);
    if (before != null) {
      before.close();
    }
    return before;
  }

  /**
   * A session sends only to addresses that authenticated, so what it sends to is the viewer's: from
   * there on the port knows whose datagrams come from it.
   */
  boolean isNewRecipient(InetSocketAddress to) {
    if (to == lastRecipient) {
      return false;
    }
    lastRecipient = to;
    return addresses.add(to);
  }

  /** A DTLS datagram the session found to be the viewer's. */
  void takeRecord(byte[] record, InetSocketAddress from, long now) {
    if (established) {
      passRecord(record, now);
    } else if (!pipe.offer(record, from)) {
      port.counters().drop(DropReason.HANDSHAKE_BUSY);
    } else if (!handshaking) {
      handshaking = port.submitHandshake(this::runHandshake);
      if (!handshaking) {
        pipe.poll(); // no thread free: the viewer repeats its ClientHello soon enough
        port.counters().drop(DropReason.HANDSHAKE_BUSY);
      }
    }
  }

  private void passRecord(byte[] record, long now) {
    handshake.handleRecord(record, 0, record.length);
    if (handshake.closed()) {
      session.handleDtlsClosed(now);
    }
  }

  private void runHandshake() {
    try {
      SrtpKeys keys = handshake.accept(pipe);
      port.execute(() -> finishHandshake(keys));
    } catch (DtlsException e) {
      port.execute(() -> failHandshake(e));
    }
  }

  private void finishHandshake(SrtpKeys keys) {
    if (over) {
      handshake.close(); // closed meanwhile: the viewer, who takes itself for connected, is told
      return;
    }
    port.counters().handshakes.increment();
    established = true;
    long now = port.now();
    session.handleKeys(keys, now);
    for (byte[] record = pipe.poll(); record != null; record = pipe.poll()) {
      passRecord(record, now);
    }
    if (handshake.closed()) { // close_notify came in one datagram with the Finished
      session.handleDtlsClosed(now);
    }
    port.drain(this, now);
  }

  private void failHandshake(DtlsException e) {
    if (over) {
      return;
    }
    port.counters().handshakesFailed.increment();
    NetLog.LOG.handshakeFailed(id, e.kind(), e.getMessage());
    long now = port.now();
    session.handleDtlsClosed(now);
    port.drain(this, now);
  }

  /** Ends the session by command. */
  void close(long now) {
    if (!over) {
      session.close(now);
      port.drain(this, now);
    }
  }

  /** The session is at its end and has said all it had to say. */
  void finish(boolean sayGoodbye) {
    over = true;
    capture(null);
    if (established && sayGoodbye) {
      handshake.close();
    }
    pipe.close();
  }
}
