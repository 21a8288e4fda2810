/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.castbridge.media.dtls.DtlsException;
import org.castbridge.media.dtls.DtlsHandshake;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;
import org.castbridge.signalling.sdp.Fingerprint;

/** A server with a socket a viewer: ICE lite, DTLS, and SRTP packets when it is told to. */
final class FakeServer implements Signalling, AutoCloseable {
  static final int VIDEO = 96;
  static final int AUDIO = 97;

  private final DtlsIdentity identity = DtlsIdentity.create();
  final ConcurrentHashMap<String, Peer> peers = new ConcurrentHashMap<>();

  @Override
  public Session open(IceCredentials viewer, Fingerprint fingerprint, int port) throws IOException {
    Peer peer = new Peer(fingerprint);
    peers.put(peer.ice.ufrag(), peer);
    peer.start();
    return new Session(
        peer.ice.ufrag(),
        peer.ice,
        new Fingerprint("sha-256", identity.fingerprint()),
        (InetSocketAddress) peer.socket.getLocalSocketAddress(),
        true,
        VIDEO,
        AUDIO);
  }

  @Override
  public void close(Session session) {
    peers.remove(session.id()).socket.close();
  }

  @Override
  public void close() {
    peers.values().forEach(peer -> peer.socket.close());
  }

  /** One viewer's other side. */
  final class Peer extends Thread implements DatagramTransport {
    final IceCredentials ice = IceCredentials.generate(new SecureRandom());
    final BlockingQueue<byte[]> reports = new LinkedBlockingQueue<>();
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final BlockingQueue<byte[]> records = new LinkedBlockingQueue<>();
    private final Fingerprint expected;
    private volatile InetSocketAddress viewer;
    private SrtpSession srtp;

    Peer(Fingerprint expected) throws IOException {
      super("fake-server");
      this.expected = expected;
      setDaemon(true);
    }

    @Override
    public void run() {
      byte[] b = new byte[2048];
      while (!socket.isClosed()) {
        try {
          DatagramPacket datagram = new DatagramPacket(b, b.length);
          socket.receive(datagram);
          take(
              Arrays.copyOf(b, datagram.getLength()),
              (InetSocketAddress) datagram.getSocketAddress());
        } catch (IOException | StunException e) {
          if (!socket.isClosed()) {
            throw new IllegalStateException(e);
          }
        }
      }
    }

    private void take(byte[] b, InetSocketAddress from) throws IOException, StunException {
      if (b[0] < 0) {
        reports.add(b);
      } else if (b[0] >= 20) {
        records.add(b);
      } else {
        StunMessage check = StunCodec.parse(b, 0, b.length);
        StunIntegrity key = new StunIntegrity(ice.pwd());
        if (check.authenticatedBy(key) && check.useCandidate()) {
          byte[] answer =
              StunBuilder.success(check)
                  .xorMappedAddress(from)
                  .integrity(key)
                  .fingerprint()
                  .build();
          viewer = from;
          send(answer, 0, answer.length);
        }
      }
    }

    /** The server's side of the handshake; blocks. */
    void handshake() throws DtlsException {
      SrtpKeys keys = new DtlsHandshake(identity, expected).accept(this);
      srtp = new SrtpSession(keys);
    }

    void rtp(int type, boolean marker, int sequence, int timestamp) throws IOException {
      byte[] b = new byte[200 + SrtpSession.HEADROOM];
      b[0] = (byte) 0x80;
      b[1] = (byte) (type | (marker ? 0x80 : 0));
      b[2] = (byte) (sequence >> 8);
      b[3] = (byte) sequence;
      StreamCounter.put(b, 4, timestamp);
      StreamCounter.put(b, 8, type);
      send(b, 0, srtp.protectRtp(b, 0, 200));
    }

    boolean opens(byte[] report) {
      return srtp.unprotectRtcp(report, 0, report.length) > 0;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      try {
        byte[] record = records.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        if (record == null) {
          return -1;
        }
        System.arraycopy(record, 0, buffer, offset, record.length);
        return record.length;
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
      socket.send(new DatagramPacket(buffer, offset, length, viewer));
    }

    @Override
    public int getReceiveLimit() {
      return 1472;
    }

    @Override
    public int getSendLimit() {
      return 1200;
    }

    @Override
    public void close() {
      // the test closes the server
    }
  }
}
