/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * A handshake with ourselves, in memory: at start, so that the first viewer does not wait for
 * classes to be loaded and the curve's tables to be made, which takes most of a second.
 */
public final class HandshakeRehearsal {
  private static final int TIMEOUT_MILLIS = 10_000;

  private HandshakeRehearsal() {}

  /**
   * Blocks for the handshake, some hundred milliseconds on a cold machine.
   *
   * @return the exported keys agree on both ends by construction; what is told is the profile
   * @throws DtlsException if not even this one works: then no viewer's will
   */
  public static SrtpProfile run(DtlsIdentity identity) throws DtlsException {
    BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    Thread client =
        new Thread(() -> connect(identity, new Queues(toClient, toServer)), "castbridge-rehearsal");
    client.setDaemon(true);
    client.setContextClassLoader(HandshakeRehearsal.class.getClassLoader());
    client.start();
    Fingerprint own = new Fingerprint("sha-256", identity.fingerprint());
    DtlsHandshake server = new DtlsHandshake(identity, own, TIMEOUT_MILLIS);
    try {
      return server.accept(new Queues(toServer, toClient)).profile();
    } finally {
      server.close();
      join(client);
    }
  }

  private static void connect(DtlsIdentity identity, DatagramTransport transport) {
    try {
      new DTLSClientProtocol().connect(new Client(identity), transport).close();
    } catch (IOException e) {
      // the other end, which waits for this one, throws what it finds
    }
  }

  private static void join(Thread client) {
    try {
      client.join(TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a browser, with our own certificate. */
  private static final class Client extends DefaultTlsClient {
    private final DtlsIdentity identity;

    Client(DtlsIdentity identity) {
      super(identity.crypto());
      this.identity = identity;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return TIMEOUT_MILLIS;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // Bouncy Castle's signature
    public Hashtable getClientExtensions() throws IOException {
      Hashtable extensions = super.getClientExtensions();
      Hashtable all = extensions == null ? new Hashtable() : extensions;
      TlsSRTPUtils.addUseSRTPExtension(
          all,
          new UseSRTPData(
              Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::id).toArray(),
              TlsUtils.EMPTY_BYTES));
      return all;
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate server) {
          // it is our own
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) {
          return new BcDefaultTlsCredentialedSigner(
              new TlsCryptoParameters(context),
              identity.crypto(),
              identity.privateKey(),
              identity.chain(),
              SignatureAndHashAlgorithm.getInstance(
                  HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        }
      };
    }
  }

  /** One end of a wire that loses nothing. */
  private record Queues(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out)
      implements DatagramTransport {
    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      try {
        byte[] record = in.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        if (record == null) {
          return -1;
        }
        System.arraycopy(record, 0, buf, off, Math.min(len, record.length));
        return record.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PipeClosedException();
      }
    }

    @Override
    public void send(byte[] buf, int off, int len) {
      out.add(Arrays.copyOfRange(buf, off, off + len));
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
      // nothing to let go of
    }
  }
}
