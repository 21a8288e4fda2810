/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.dtls.TestDtlsClient;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.session.DatagramKind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;
import org.castbridge.signalling.sdp.Fingerprint;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * A browser without a picture: a real UDP socket, ICE as the controlling full agent, DTLS client,
 * SRTP.
 */
final class SyntheticViewer implements AutoCloseable {
  /** An opened RTP packet. */
  record Rtp(
      int payloadType, boolean marker, int sequence, long timestamp, int ssrc, byte[] payload) {}

  final BlockingQueue<Rtp> media = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> dtls = new LinkedBlockingQueue<>();
  final BlockingQueue<StunMessage> stunAnswers = new LinkedBlockingQueue<>();
  final AtomicInteger consentChecks = new AtomicInteger();
  final AtomicInteger rtcp = new AtomicInteger();
  final AtomicInteger unreadable = new AtomicInteger();
  private final DtlsIdentity identity = DtlsIdentity.create();
  private final SecureRandom random = new SecureRandom();
  private final IceCredentials ours = IceCredentials.generate(random);
  private final Deque<byte[]> early = new ArrayDeque<>();
  private final DatagramSocket socket;
  private final Map<Integer, SrtpCryptoContext> contexts = new HashMap<>();
  private final Thread reader = new Thread(this::read, "synthetic-viewer");
  private IceCredentials theirs;
  private InetSocketAddress server;
  private Fingerprint serverFingerprint;
  private volatile SrtpContextFactory inbound;
  private SrtpSession outbound;
  private TestDtlsClient client;
  private DTLSTransport association;

  SyntheticViewer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setReceiveBufferSize(1 << 20);
    reader.start();
  }

  DtlsIdentity identity() {
    return identity;
  }

  String offer() {
    return offer(identity.fingerprint());
  }

  String offer(String fingerprint) {
    String transport =
        "c=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=setup:actpass\r\na=recvonly\r\na=ice-ufrag:"
            + ours.ufrag()
            + "\r\na=ice-pwd:"
            + ours.pwd()
            + "\r\na=fingerprint:sha-256 "
            + fingerprint
            + "\r\n";
    return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
        + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:0\r\n"
        + transport
        + "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
        + "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n"
        + transport
        + "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n";
  }

  SyntheticViewer answered(String answer) {
    theirs =
        new IceCredentials(find(answer, "a=ice-ufrag:(\\S+)"), find(answer, "a=ice-pwd:(\\S+)"));
    serverFingerprint = new Fingerprint("sha-256", find(answer, "a=fingerprint:sha-256 (\\S+)"));
    String candidate = find(answer, "a=candidate:\\S+ 1 udp \\d+ (\\S+ \\d+) typ host");
    server =
        new InetSocketAddress(candidate.split(" ")[0], Integer.parseInt(candidate.split(" ")[1]));
    return this;
  }

  private static String find(String text, String pattern) {
    Matcher m = Pattern.compile(pattern).matcher(text);
    if (!m.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return m.group(1);
  }

  InetSocketAddress server() {
    return server;
  }

  /** One nominating check; returns what the server answered. */
  StunMessage check() throws IOException, InterruptedException {
    byte[] id = new byte[12];
    random.nextBytes(id);
    send(
        StunBuilder.bindingRequest(id)
            .username(theirs.ufrag() + ":" + ours.ufrag())
            .priority(1)
            .iceControlling(1)
            .useCandidate()
            .integrity(new StunIntegrity(theirs.pwd()))
            .fingerprint()
            .build());
    return stunAnswers.poll(5, TimeUnit.SECONDS);
  }

  /** ICE and DTLS to the end. */
  void connect() throws IOException, InterruptedException {
    if (check() == null) {
      throw new AssertionError("the check was not answered");
    }
    client = new TestDtlsClient(identity, serverFingerprint);
    association = client.connect(new Records());
    SrtpKeys keys = client.keys();
    SrtpPolicy gcm =
        new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
    outbound = new SrtpSession(keys);
    inbound =
        new SrtpContextFactory(
            false, keys.remoteKey(), keys.remoteSalt(), gcm, gcm, new LoggerImpl("viewer"));
  }

  /** Protects an RTCP packet and sends it. */
  void sendRtcp(byte[] packet) throws IOException {
    byte[] b = Arrays.copyOf(packet, packet.length + SrtpSession.HEADROOM);
    send(Arrays.copyOf(b, outbound.protectRtcp(b, 0, packet.length)));
  }

  void send(byte[] b) throws IOException {
    socket.send(new DatagramPacket(b, b.length, server));
  }

  /** DTLS close_notify, as a browser sends on pc.close(). */
  void goodbye() throws IOException {
    association.close();
  }

  /** Reads DTLS until the server's close_notify; false when it does not come. */
  boolean hearsGoodbye() throws IOException {
    for (int i = 0; i < 50 && !client.closed(); i++) {
      association.receive(new byte[1500], 0, 1500, 100);
    }
    return client.closed();
  }

  private void read() {
    byte[] b = new byte[2048];
    DatagramPacket packet = new DatagramPacket(b, b.length);
    while (!socket.isClosed()) {
      try {
        packet.setLength(b.length);
        socket.receive(packet);
        take(Arrays.copyOf(b, packet.getLength()));
      } catch (IOException | StunException | GeneralSecurityException e) {
        if (!socket.isClosed()) {
          unreadable.incrementAndGet();
        }
      }
    }
  }

  private void take(byte[] b) throws IOException, StunException, GeneralSecurityException {
    switch (DatagramKind.of(b, 0, b.length)) {
      case STUN -> takeStun(StunCodec.parse(b, 0, b.length));
      case DTLS -> dtls.add(b);
      case RTP -> takeRtp(b);
      case RTCP -> rtcp.incrementAndGet();
      default -> unreadable.incrementAndGet();
    }
  }

  private void takeStun(StunMessage m) throws IOException {
    if (m.messageClass() != StunClass.REQUEST) {
      stunAnswers.add(m);
    } else if (m.authenticatedBy(new StunIntegrity(ours.pwd()))) {
      consentChecks.incrementAndGet();
      send(
          StunBuilder.success(m)
              .xorMappedAddress(server)
              .integrity(new StunIntegrity(ours.pwd()))
              .fingerprint()
              .build());
    }
  }

  private void takeRtp(byte[] b) throws GeneralSecurityException {
    early.add(b); // the first may overtake our own look at the keys
    while (inbound != null && !early.isEmpty()) {
      openRtp(early.remove(), inbound);
    }
  }

  private void openRtp(byte[] b, SrtpContextFactory factory) throws GeneralSecurityException {
    int ssrc = int32(b, 8);
    SrtpCryptoContext context = contexts.get(ssrc);
    if (context == null) {
      context = factory.deriveContext(ssrc, 0);
      contexts.put(ssrc, context);
    }
    Window window = new Window(b);
    if (context.reverseTransformPacket(window, false) != SrtpErrorStatus.OK) {
      unreadable.incrementAndGet();
      return;
    }
    int header = 12 + ((b[0] & 0x10) == 0 ? 0 : 4 + 4 * ((b[14] & 0xFF) << 8 | b[15] & 0xFF));
    int padding = (b[0] & 0x20) == 0 ? 0 : b[window.length - 1] & 0xFF;
    media.add(
        new Rtp(
            b[1] & 0x7F,
            b[1] < 0,
            (b[2] & 0xFF) << 8 | b[3] & 0xFF,
            int32(b, 4) & 0xFFFFFFFFL,
            ssrc,
            Arrays.copyOfRange(b, header, window.length - padding)));
  }

  private static int int32(byte[] b, int at) {
    return (b[at] & 0xFF) << 24
        | (b[at + 1] & 0xFF) << 16
        | (b[at + 2] & 0xFF) << 8
        | (b[at + 3] & 0xFF);
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Our DTLS records in and out. */
  private final class Records implements DatagramTransport {
    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      try {
        byte[] b = dtls.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        if (b == null) {
          return -1;
        }
        System.arraycopy(b, 0, buf, off, b.length);
        return b.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] buf, int off, int len) throws IOException {
      SyntheticViewer.this.send(Arrays.copyOfRange(buf, off, off + len));
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
      // the socket is shared with media
    }
  }

  /** A packet as jitsi-srtp wants it. */
  private static final class Window implements ByteArrayBuffer {
    private final byte[] buffer;
    private int length;

    Window(byte[] buffer) {
      this.buffer = buffer;
      this.length = buffer.length;
    }

    @Override
    public byte[] getBuffer() {
      return buffer;
    }

    @Override
    public int getOffset() {
      return 0;
    }

    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void setLength(int newLength) {
      length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInvalid() {
      return false;
    }

    @Override
    public void readRegionToBuff(int from, int size, byte[] out) {
      System.arraycopy(buffer, from, out, 0, size);
    }

    @Override
    public void grow(int by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void append(byte[] data, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void shrink(int by) {
      length -= by;
    }
  }
}
