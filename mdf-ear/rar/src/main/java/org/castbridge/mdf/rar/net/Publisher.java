/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.media.dtls.DtlsException;
import org.castbridge.media.dtls.DtlsHandshake;
import org.castbridge.media.publish.PublisherSession;
import org.castbridge.media.session.SessionOutput;
import org.castbridge.media.srtp.SrtpKeys;

/**
 * An encoder on a media port. The port only passes its datagrams on: the session lives on the event
 * loop of the channel it feeds.
 */
public final class Publisher implements PublisherHandle, Guests.Guest {
  private final String id;
  private final String answer;
  private final String ufrag;
  private final MediaPort port;
  private final EventLoop loop;
  private final DtlsHandshake handshake;
  private final HandshakePipe pipe;
  private final Runnable onEnd;
  private final Set<InetSocketAddress> addresses = new HashSet<>();
  private PublisherSession session;
  private Future<?> wakeUp;
  private long wakeUpAt = Long.MAX_VALUE;
  private boolean handshaking;
  private boolean established;
  private volatile boolean over;
  private volatile boolean connected;

  Publisher(
      String id,
      String answer,
      String ufrag,
      MediaPort port,
      EventLoop loop,
      DtlsHandshake handshake,
      Runnable onEnd) {
    this.id = id;
    this.answer = answer;
    this.ufrag = ufrag;
    this.port = port;
    this.loop = loop;
    this.handshake = handshake;
    this.onEnd = onEnd;
    this.pipe = new HandshakePipe(port::sendRecord);
  }

  /** On the channel's loop, once. */
  void start(LongFunction<PublisherSession> maker) {
    session = maker.apply(port.now());
    port.execute(() -> port.guests().admit(ufrag, this));
    drain();
  }

  /** On the port's loop; takes the array. */
  @Override
  public void datagram(byte[] b, InetSocketAddress from) {
    execute(
        () -> {
          session.handleDatagram(b, 0, b.length, from, port.now());
          drain();
        });
  }

  private void execute(Runnable command) {
    try {
      loop.execute(command);
    } catch (RejectedExecutionException e) {
      over = true; // the channels have stopped
    }
  }

  // ---- on the channel's loop

  private void drain() {
    while (!over) {
      SessionOutput output = session.poll();
      if (output instanceof SessionOutput.Transmit t) {
        send(t);
      } else if (output instanceof SessionOutput.DtlsRecord r) {
        takeRecord(r.data(), r.from());
      } else if (output instanceof SessionOutput.Event e) {
        event(e);
      } else if (output instanceof SessionOutput.Timeout t) {
        schedule(t.atNanos());
        return;
      }
    }
  }

  private void send(SessionOutput.Transmit t) {
    byte[] copy = Arrays.copyOfRange(t.buffer(), t.offset(), t.offset() + t.length());
    InetSocketAddress to = t.to();
    boolean fresh = addresses.add(to);
    port.execute(
        () -> {
          if (fresh) {
            port.guests().recognise(to, this);
          }
          port.sendRecord(copy, to);
        });
  }

  private void schedule(long atNanos) {
    if (atNanos >= wakeUpAt || atNanos == Long.MAX_VALUE) {
      return;
    }
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    wakeUpAt = atNanos;
    long delay = Math.max(1_000_000, atNanos - port.now());
    wakeUp = loop.schedule(this::wake, delay, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    wakeUp = null;
    wakeUpAt = Long.MAX_VALUE;
    if (!over) {
      session.handleTimeout(port.now());
      drain();
    }
  }

  private void takeRecord(byte[] record, InetSocketAddress from) {
    if (established) {
      passRecord(record);
    } else if (!pipe.offer(record, from)) {
      port.counters().drop(DropReason.HANDSHAKE_BUSY);
    } else if (!handshaking) {
      handshaking = port.submitHandshake(this::runHandshake);
      if (!handshaking) {
        pipe.poll();
        port.counters().drop(DropReason.HANDSHAKE_BUSY);
      }
    }
  }

  private void passRecord(byte[] record) {
    handshake.handleRecord(record, 0, record.length);
    if (handshake.closed()) {
      session.handleDtlsClosed(port.now());
    }
  }

  /** On a thread of the pool. */
  private void runHandshake() {
    try {
      SrtpKeys keys = handshake.accept(pipe);
      execute(() -> finishHandshake(keys));
    } catch (DtlsException e) {
      execute(() -> failHandshake(e));
    }
  }

  private void finishHandshake(SrtpKeys keys) {
    if (over) {
      handshake.close();
      return;
    }
    port.counters().handshakes.increment();
    established = true;
    session.handleKeys(keys, port.now());
    for (byte[] record = pipe.poll(); record != null; record = pipe.poll()) {
      passRecord(record);
    }
    drain();
  }

  private void failHandshake(DtlsException e) {
    if (!over) {
      port.counters().handshakesFailed.increment();
      NetLog.LOG.handshakeFailed(id, e.kind(), e.getMessage());
      session.handleDtlsClosed(port.now());
      drain();
    }
  }

  private void event(SessionOutput.Event e) {
    NetLog.LOG.publisherEvent(id, e.kind().name(), e.reason());
    if (e.kind() == SessionOutput.EventKind.CONNECTED) {
      connected = true;
      return;
    }
    over = true;
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    if (established && e.kind() != SessionOutput.EventKind.PEER_GONE) {
      handshake.close();
    }
    pipe.close();
    port.execute(() -> port.guests().dismiss(ufrag, this));
    onEnd.run();
  }

  // ---- from any thread

  @Override
  public String id() {
    return id;
  }

  @Override
  public String answer() {
    return answer;
  }

  @Override
  public boolean over() {
    return over;
  }

  /** Whether ICE and DTLS are done and it has not ended. */
  public boolean connected() {
    return connected && !over;
  }

  @Override
  public void close() {
    execute(
        () -> {
          if (!over && session != null) {
            session.close();
            drain();
          }
        });
  }

  /** Adds its figures. */
  public void count(Map<String, Long> figures) {
    PublisherSession its = session;
    if (its != null) {
      figures.put("nacksSent", its.nacks());
      figures.put("pictureLossesSent", its.pictureLosses());
      figures.put("repairs", its.repairs());
      figures.put("dropped", its.dropped());
    }
  }

  /** What it sends, for its figures. */
  public PublisherSession session() {
    return session;
  }
}
