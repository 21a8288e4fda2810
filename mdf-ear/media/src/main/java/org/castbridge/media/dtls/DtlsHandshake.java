/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.castbridge.media.dtls.DtlsException.Kind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * One viewer's DTLS association: DTLS 1.2, we are the server ({@code a=setup:passive}), mutual
 * certificates, the peer's checked against the fingerprint of its SDP (RFC 5763 section 5), SRTP
 * keys by the exporter (RFC 5764 section 4.2).
 *
 * <p>{@link #accept} blocks and belongs on a thread of the shell's pool; all other methods never
 * block and belong on the viewer's event loop, after accept has returned there by a safe hand-over.
 * Start it only for an address that has passed an authenticated ICE check: that stands in for the
 * cookie exchange of RFC 6347 section 4.2.1, which is not done.
 */
public final class DtlsHandshake {
  /** A handshake not done by then is given up, in milliseconds. */
  public static final int TIMEOUT_MILLIS = 15_000;

  /** Largest plaintext of a record, RFC 6347 section 4.1. */
  private static final int MAX_PLAINTEXT = 1 << 14;

  private final SrtpKeyServer server;
  private HandshakeTransport transport;
  private DTLSTransport established;
  private boolean closed;

  public DtlsHandshake(DtlsIdentity identity, Fingerprint expectedRemote) {
    this(identity, expectedRemote, TIMEOUT_MILLIS);
  }

  DtlsHandshake(DtlsIdentity identity, Fingerprint expectedRemote, int timeoutMillis) {
    server = new SrtpKeyServer(identity, expectedRemote, timeoutMillis);
  }

  /**
   * Runs the handshake to its end. Blocks up to {@link #TIMEOUT_MILLIS}; closing the pipe ends it
   * earlier.
   *
   * @param pipe the peer's records in and ours out; {@code receive} must obey its wait and throw
   *     once closed. Records left in it afterwards are the caller's to pass to {@link
   *     #handleRecord}
   */
  public SrtpKeys accept(DatagramTransport pipe) throws DtlsException {
    transport = new HandshakeTransport(pipe);
    try {
      established = new DTLSServerProtocol().accept(server, transport);
    } catch (IOException e) {
      closed = true;
      throw failure(e);
    }
    transport.established();
    drain(0); // what came in one datagram with the peer's Finished
    return server.keys();
  }

  private DtlsException failure(IOException e) {
    if (server.refusal() != null) {
      return new DtlsException(server.refusal(), "refused the peer: " + words(server.refusal()), e);
    }
    if (e instanceof TlsTimeoutException || e instanceof SocketTimeoutException) {
      return new DtlsException(Kind.TIMEOUT, "the DTLS handshake was not complete in time", e);
    }
    if (e instanceof PipeClosedException || e instanceof InterruptedIOException) {
      return new DtlsException(Kind.CLOSED, "closed during the DTLS handshake", e);
    }
    if (e instanceof TlsFatalAlertReceived || server.peerClosed()) {
      return new DtlsException(
          Kind.PEER_ALERT, "the peer ended the DTLS handshake: " + e.getMessage(), e);
    }
    return new DtlsException(Kind.PROTOCOL, "the DTLS handshake failed: " + e.getMessage(), e);
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case FINGERPRINT_MISMATCH -> "its certificate is not the one of its SDP";
      case NO_CERTIFICATE -> "it has no certificate";
      case NO_SRTP_PROFILE -> "it offers no SRTP profile we have";
      default -> kind.toString();
    };
  }

  /**
   * Takes a record that came after the handshake: answers a repeated last flight, notes
   * close_notify and fatal alerts, drops everything else. Never throws, never blocks.
   */
  public void handleRecord(byte[] b, int off, int len) {
    if (closed || established == null) {
      return;
    }
    transport.offer(b, off, len);
    drain(len);
  }

  private void drain(int len) {
    byte[] discarded = new byte[Math.min(len, MAX_PLAINTEXT) + 64];
    try {
      while (!server
          .peerClosed()) { // ends by NoMoreRecords, the InterruptedIOException of our transport
        established.receive(discarded, 0, discarded.length, 1);
      }
      closed = true;
    } catch (InterruptedIOException e) {
      closed = server.peerClosed();
    } catch (IOException e) {
      closed =
          true; // a fatal alert: Bouncy Castle has ended the association, nothing is left to tell
      // the peer
    }
  }

  /** Whether either side has ended the association. */
  public boolean closed() {
    return closed;
  }

  /** Sends close_notify, once, if there is an association. */
  public void close() {
    if (closed || established == null) {
      return;
    }
    closed = true;
    try {
      established.close();
    } catch (IOException e) {
      // close_notify is a courtesy; whoever misses it finds out by consent expiry
    }
  }
}
