/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.castbridge.media.dtls.DtlsException.Kind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * What we are as a DTLS server: the one place with our choices of version, suites, SRTP profile and
 * certificates.
 */
final class SrtpKeyServer extends DefaultTlsServer {
  private static final int[] CIPHER_SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
  };

  private final DtlsIdentity identity;
  private final Fingerprint expectedRemote;
  private final int timeoutMillis;
  private SrtpProfile profile;
  private SrtpKeys keys;
  private Kind refusal;
  private boolean peerClosed;

  SrtpKeyServer(DtlsIdentity identity, Fingerprint expectedRemote, int timeoutMillis) {
    super(identity.crypto());
    this.identity = identity;
    this.expectedRemote = expectedRemote;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return CIPHER_SUITES.clone();
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return timeoutMillis;
  }

  /**
   * RFC 6347 section 4.2.4.1 lets real-time applications start below one second; browsers use 50 to
   * 100 ms.
   */
  @Override
  public int getHandshakeResendTimeMillis() {
    return 100;
  }

  /** Exported keys must be bound to the whole handshake (RFC 7627). */
  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    UseSRTPData offer =
        clientExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
    if (offer == null) {
      throw refuse(Kind.NO_SRTP_PROFILE, AlertDescription.missing_extension);
    }
    profile = SrtpProfile.choose(offer.getProtectionProfiles()).orElse(null);
    if (profile == null) {
      throw refuse(Kind.NO_SRTP_PROFILE, AlertDescription.handshake_failure);
    }
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // Bouncy Castle's signature
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    Hashtable all = extensions == null ? new Hashtable() : extensions;
    TlsSRTPUtils.addUseSRTPExtension(
        all, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
    return all;
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        identity.crypto(),
        identity.privateKey(),
        identity.chain(),
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // Bouncy Castle's signature
  public CertificateRequest getCertificateRequest() {
    Vector algorithms = new Vector();
    algorithms.add(
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    algorithms.add(
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa));
    algorithms.add(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
    algorithms.add(
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(types, algorithms, null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    if (certificate == null || certificate.isEmpty()) {
      throw refuse(Kind.NO_CERTIFICATE, AlertDescription.handshake_failure);
    }
    if (!CertificateFingerprint.matches(
        expectedRemote, certificate.getCertificateAt(0).getEncoded())) {
      throw refuse(Kind.FINGERPRINT_MISMATCH, AlertDescription.bad_certificate);
    }
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    int key = profile.keyLength();
    int salt = profile.saltLength();
    byte[] m = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
    // RFC 5764 section 4.2: client key, server key, client salt, server salt; we are the server
    keys =
        new SrtpKeys(
            profile,
            Arrays.copyOfRange(m, key, 2 * key),
            Arrays.copyOfRange(m, 2 * key + salt, 2 * (key + salt)),
            Arrays.copyOfRange(m, 0, key),
            Arrays.copyOfRange(m, 2 * key, 2 * key + salt));
    Arrays.fill(m, (byte) 0);
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    super.notifyAlertReceived(level, description);
    if (description == AlertDescription.close_notify) {
      peerClosed = true;
    }
  }

  private TlsFatalAlert refuse(Kind kind, short alert) {
    refusal = kind;
    return new TlsFatalAlert(alert);
  }

  /** Our own reason to end the handshake, or null. */
  Kind refusal() {
    return refusal;
  }

  /** Whether close_notify came. */
  boolean peerClosed() {
    return peerClosed;
  }

  /** Null before the handshake is complete. */
  SrtpKeys keys() {
    return keys;
  }
}
