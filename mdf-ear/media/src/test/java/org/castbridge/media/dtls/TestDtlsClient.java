/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * A browser's side of the handshake, for tests: Bouncy Castle as a DTLS client with a certificate
 * of its own.
 */
public final class TestDtlsClient extends DefaultTlsClient {
  private final DtlsIdentity identity;
  private final Fingerprint expectedServer;
  private int[] offeredProfiles = {0x0001, 0x0008, 0x0007}; // Chromium's list and order
  private boolean anonymous;
  private SrtpKeys keys;
  private boolean closed;
  private String suite;

  public TestDtlsClient(DtlsIdentity identity, Fingerprint expectedServer) {
    super(identity.crypto());
    this.identity = identity;
    this.expectedServer = expectedServer;
  }

  /** Profiles of use_srtp; null leaves the extension away. */
  public TestDtlsClient offering(int... profiles) {
    offeredProfiles = profiles;
    return this;
  }

  public TestDtlsClient withoutCertificate() {
    anonymous = true;
    return this;
  }

  /** Runs the handshake; blocks. */
  public DTLSTransport connect(DatagramTransport transport) throws IOException {
    return new DTLSClientProtocol().connect(this, transport);
  }

  public SrtpKeys keys() {
    return keys;
  }

  /** Whether the server has said goodbye; true once its close_notify was received. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    super.notifyAlertReceived(level, description);
    closed |= description == AlertDescription.close_notify;
  }

  /** Version and cipher suite agreed. */
  public String suite() {
    return suite;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    };
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return 15_000;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return 50;
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"})
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    Hashtable all = extensions == null ? new Hashtable() : extensions;
    if (offeredProfiles != null) {
      TlsSRTPUtils.addUseSRTPExtension(all, new UseSRTPData(offeredProfiles, TlsUtils.EMPTY_BYTES));
    }
    return all;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
    profile = SrtpProfile.choose(chosen.getProtectionProfiles()).orElseThrow();
  }

  private SrtpProfile profile;

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
        Certificate chain = server.getCertificate();
        if (!CertificateFingerprint.matches(
            expectedServer, chain.getCertificateAt(0).getEncoded())) {
          throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return anonymous
            ? null
            : new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                identity.crypto(),
                identity.privateKey(),
                identity.chain(),
                SignatureAndHashAlgorithm.getInstance(
                    HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    SecurityParameters parameters = context.getSecurityParametersConnection();
    suite =
        parameters.getNegotiatedVersion()
            + " 0x"
            + Integer.toHexString(parameters.getCipherSuite());
    int key = profile.keyLength();
    int salt = profile.saltLength();
    byte[] m = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
    keys =
        new SrtpKeys(
            profile,
            Arrays.copyOfRange(m, 0, key),
            Arrays.copyOfRange(m, 2 * key, 2 * key + salt),
            Arrays.copyOfRange(m, key, 2 * key),
            Arrays.copyOfRange(m, 2 * key + salt, m.length));
  }
}
