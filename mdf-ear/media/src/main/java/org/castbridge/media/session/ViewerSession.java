/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.ice.IceAgent;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.ice.IceOutput;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.rtcp.NtpClock;
import org.castbridge.media.rtcp.RtcpWriter;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpSession;

/**
 * One viewer's session: answers connectivity checks, and once a pair is valid, the keys are there
 * and playing was asked for, sends the film.
 *
 * <p>Sans-I/O, for one thread: after each {@code handle*} or command, and when the channel it
 * {@link #waitsFor} has published something, call {@link #send} and then {@link #poll()} until it
 * returns a {@link SessionOutput.Timeout}. {@code now} is monotonic time in nanoseconds and never
 * goes back. One of the final events ends the session and closes the film; whatever is called
 * afterwards has no effect.
 */
public final class ViewerSession {
  /** ICE and DTLS together must be done within this time. */
  static final long CONNECT_NANOS = 30_000_000_000L;

  private final IceAgent ice;
  private final ProgrammeControl programme;
  private final MediaSender sender;
  private final SenderReports reports;
  private final Feedback feedback;
  private final Deque<SessionOutput> outputs = new ArrayDeque<>();
  private final long connectBy;
  private long iceTimeout = Long.MAX_VALUE;
  private long lastNow;

  /** Null before the keys are there. */
  private ProtectedMedia media;

  private PacketTap tap;

  private boolean connected;
  private boolean over;
  private long dropped;

  /**
   * @param now start of the time the viewer has to connect
   * @throws PlayoutException of kind NO_COMMON_CODEC; the programme is not closed then
   */
  public ViewerSession(SessionConfig config, long now) throws PlayoutException {
    Formats formats = new Formats(config.negotiated());
    this.ice = config.newAgent();
    this.sender = new MediaSender(config.negotiated(), formats, config.random(), now);
    this.programme =
        new ProgrammeControl(config.programme(), formats, config.limits(), sender, now);
    NtpClock ntp = new NtpClock(config.wallClock(), now);
    this.reports = new SenderReports(new RtcpWriter(config.negotiated().cname()), ntp, sender);
    this.feedback = new Feedback(sender, ntp);
    this.connectBy = now + CONNECT_NANOS;
    this.lastNow = now;
    ice.handleTimeout(now);
    drainIce(now);
  }

  /**
   * Takes a datagram. Never throws; what is not from the viewer is counted and dropped.
   *
   * @param b is changed if it is SRTCP: it is deciphered in place
   */
  public void handleDatagram(byte[] b, int offset, int length, InetSocketAddress from, long now) {
    lastNow = now;
    if (over) {
      return;
    }
    switch (DatagramKind.of(b, offset, length)) {
      case STUN -> {
        ice.handle(b, offset, length, from, now);
        drainIce(now);
      }
      case DTLS -> {
        if (isViewer(from)) {
          byte[] record = Arrays.copyOfRange(b, offset, offset + length);
          outputs.add(new SessionOutput.DtlsRecord(record, from));
        }
      }
      case RTCP -> {
        if (isViewer(from)) {
          handleRtcp(b, offset, length, from, now);
        }
      }
      case RTP, OTHER -> dropped++;
    }
  }

  /**
   * An authenticated check must have come from an address before anything else from it is looked
   * at.
   */
  private boolean isViewer(InetSocketAddress from) {
    boolean known = ice.knows(from);
    if (!known) {
      dropped++;
    }
    return known;
  }

  private void handleRtcp(byte[] b, int offset, int length, InetSocketAddress from, long now) {
    int plain = media == null ? -1 : media.unprotectRtcp(b, offset, length, from, now);
    if (plain < 0) {
      dropped++;
      return;
    }
    feedback.handle(b, offset, plain, now);
    try {
      programme.reported(feedback, now);
    } catch (FilmReadException e) {
      unreadable(e, connected, now);
    }
  }

  private void drainIce(long now) {
    for (IceOutput next = ice.poll(); ; next = ice.poll()) {
      if (next instanceof IceOutput.Transmit transmit) {
        byte[] data = transmit.data();
        outputs.add(new SessionOutput.Transmit(data, 0, data.length, transmit.to()));
      } else if (next instanceof IceOutput.PairSelected) {
        openIfReady(now);
      } else if (next instanceof IceOutput.ConsentLost lost) {
        iceTimeout = Long.MAX_VALUE;
        // RFC 7675 section 5.1: without consent nothing may be sent any more, not even a goodbye
        end(connected ? EventKind.PEER_GONE : EventKind.FAILED, lost.reason(), false, now);
        return;
      } else if (next instanceof IceOutput.Timeout timeout) {
        iceTimeout = timeout.atNanos();
        return;
      }
    }
  }

  /** The DTLS handshake is done. */
  public void handleKeys(SrtpKeys keys, long now) {
    lastNow = now;
    if (over) {
      return;
    }
    if (media != null) {
      throw new IllegalStateException("the session has its keys already");
    }
    media = new ProtectedMedia(new SrtpSession(keys), sender, reports);
    media.tap(tap);
    openIfReady(now);
  }

  private void openIfReady(long now) {
    if (connected || media == null || ice.selected() == null) {
      return;
    }
    connected = true;
    event(EventKind.CONNECTED, "the viewer is connected from " + ice.selected(), now);
    programme.open(now);
  }

  /** The DTLS connection is over: close_notify, a fatal alert, or a handshake that failed. */
  public void handleDtlsClosed(long now) {
    lastNow = now;
    if (media != null) {
      end(EventKind.PEER_GONE, "the viewer closed the connection", false, now);
    } else {
      end(EventKind.FAILED, "the DTLS handshake failed", false, now);
    }
  }

  /**
   * Plays from a position or resumes; see {@link org.castbridge.media.playout.Playout#play}. Before
   * the viewer is connected the film waits at its position.
   *
   * @param positionUs microseconds, null to resume
   * @throws PlayoutException if that cannot be done; what was playing plays on
   */
  public void play(Long positionUs, double scale, long now) throws PlayoutException {
    lastNow = now;
    try {
      programme.play(positionUs, scale, now);
    } catch (FilmReadException e) {
      unreadable(e, connected, now);
    }
  }

  /** Stands still; without effect unless playing. */
  public void pause(long now) {
    lastNow = now;
    programme.pause(now);
  }

  /** Of the programme; while something is put in, it stands where it will go on. */
  public PlayoutState state(long now) {
    return programme.state(now);
  }

  /**
   * Shows something else on the same RTP streams: SSRCs and sequence numbers go on, timestamps
   * rise. Plays, unless the first play command has not come yet. Takes over the programme: it is
   * closed when the session ends or goes on to another one, or at once when this call fails.
   *
   * @param positionUs where to begin; null for the beginning of a film, the live edge of a channel
   * @throws PlayoutException if that cannot be done; what was playing plays on
   */
  public void switchTo(Programme next, Long positionUs, long now) throws PlayoutException {
    lastNow = now;
    programme.switchTo(next, positionUs, now);
  }

  /**
   * Puts a film in, an advertisement say: when the programme gets to a picture, or now; at its end
   * the programme goes on with that very picture, or live if it was live. Takes over the film.
   * Playing on from elsewhere or at another speed ends it.
   *
   * @param atUs in the programme's time; null for now
   * @throws PlayoutException if the viewer cannot play it; nothing has changed then
   */
  public void insert(Programme.Film film, Long atUs, long now) throws PlayoutException {
    lastNow = now;
    programme.insert(film, atUs, now);
  }

  /**
   * The channel whose publishing this viewer waits for, as well as for its timeout; null if it goes
   * by the clock alone. May change with every call on the session.
   */
  public Channel waitsFor() {
    return over || !connected ? null : programme.waitsFor();
  }

  /** Sees what is sent and comes in from now on, in the clear; null for nobody. */
  public void tap(PacketTap newTap) {
    tap = newTap;
    if (media != null) {
      media.tap(newTap);
    }
  }

  /** Ends the session from our side, with a goodbye to the viewer. */
  public void close(long now) {
    lastNow = now;
    end(EventKind.CLOSED, "closed", connected, now);
  }

  /**
   * To be called at the time {@link SessionOutput.Timeout} named; earlier or later does no harm.
   */
  public void handleTimeout(long now) {
    lastNow = now;
    if (over) {
      return;
    }
    if (now >= iceTimeout) {
      ice.handleTimeout(now);
      drainIce(now);
    }
    if (!over && !connected && now >= connectBy) {
      end(EventKind.FAILED, "no DTLS keys within 30 s", false, now);
    }
  }

  /**
   * The next thing to do besides {@link #send}; a {@link SessionOutput.Timeout} when there is
   * nothing left for now.
   */
  public SessionOutput poll() {
    SessionOutput next = outputs.poll();
    return next != null ? next : new SessionOutput.Timeout(nextTimeout());
  }

  /** True if {@link #poll} has something to do. */
  public boolean hasOutput() {
    return !outputs.isEmpty();
  }

  /**
   * Writes all media and reports that may leave now, as far as the sink takes them. Afterwards
   * {@link #poll}: the film may have come to its end.
   *
   * @return the number of packets
   */
  public int send(PacketSink sink, long now) {
    lastNow = now;
    if (!connected || over) {
      return 0;
    }
    InetSocketAddress to = ice.selected();
    sender.slow(sink.slow(to));
    if (!release(now)) {
      return 0;
    }
    int sent = 0;
    while (!sink.full()) {
      if (!media.write(sink, to, now)) {
        reportEnd();
        break;
      }
      sent++;
    }
    programme.zapTime().sent(now);
    return sent;
  }

  /** Switches to another programme so far. */
  public long zaps() {
    return programme.zapTime().zaps();
  }

  /**
   * From the last {@link #switchTo} to the first packet of the picture behind it; -1 if there was
   * none or it has not left yet.
   */
  public long lastZapNanos() {
    return programme.zapTime().lastNanos();
  }

  /** What it shows. */
  public Programme programme() {
    return programme.programme();
  }

  /** The rendition of the picture it shows, that of an insertion included. */
  public RenditionShown rendition() {
    return programme.rendition();
  }

  /** Hands what is due to the sender; false if the session has come to its end by that. */
  private boolean release(long now) {
    try {
      programme.release(now);
      return true;
    } catch (FilmReadException e) {
      unreadable(e, true, now);
      return false;
    }
  }

  private void unreadable(FilmReadException e, boolean goodbye, long now) {
    end(EventKind.FAILED, "the film cannot be read: " + e.getMessage(), goodbye, now);
  }

  private void reportEnd() {
    if (programme.takeEnd()) {
      event(EventKind.END_OF_STREAM, "the film is at its end", lastNow);
    }
  }

  /** When to call {@link #handleTimeout} and {@link #send}; {@link Long#MAX_VALUE} for never. */
  public long nextTimeout() {
    if (over) {
      return Long.MAX_VALUE;
    }
    if (!connected) {
      return Math.min(iceTimeout, connectBy);
    }
    return Math.min(iceTimeout, Math.min(programme.nextWakeUp(), media.nextAt(lastNow)));
  }

  private void event(EventKind kind, String reason, long now) {
    outputs.add(new SessionOutput.Event(kind, programme.positionUs(now), reason));
  }

  private void end(EventKind kind, String reason, boolean goodbye, long now) {
    if (over) {
      return;
    }
    over = true;
    InetSocketAddress viewer = ice.selected();
    if (goodbye && viewer != null) {
      byte[] bye = new byte[ProtectedMedia.ROOM];
      int length = media.writeBye(bye);
      if (length > 0) {
        outputs.add(new SessionOutput.Transmit(bye, 0, length, viewer));
      }
    }
    event(kind, reason, now);
    programme.close(now);
  }

  /** A candidate of the viewer, from its offer or trickled (RFC 8838). */
  public void addRemoteCandidate(IceCandidate candidate, long now) {
    lastNow = now;
    if (!over) {
      ice.addRemoteCandidate(candidate, now);
      drainIce(now);
    }
  }

  /** ICE restart under new credentials; media and keys go on (RFC 8445 section 9). */
  public void restartIce(IceCredentials local, IceCredentials remote, long now) {
    lastNow = now;
    if (!over) {
      ice.restart(local, remote, now);
      drainIce(now);
    }
  }

  /**
   * Where the viewer is sent to: null before ICE has selected a pair, and after consent was lost.
   */
  public InetSocketAddress remoteAddress() {
    return ice.selected();
  }

  public SessionStatistics statistics() {
    return new SessionStatistics(
        sender.statistics(media == null ? 0 : media.reportsSent()), feedback.statistics(), dropped);
  }
}
