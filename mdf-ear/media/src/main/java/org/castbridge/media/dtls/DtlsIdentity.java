/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The certificate this process shows to every viewer: self-signed, EC P-256, ECDSA with SHA-256
 * (RFC 8827 section 6.5), made at start and never stored. Safe to share between threads.
 */
public final class DtlsIdentity {
  private static final Duration LIFE = Duration.ofDays(365);

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter privateKey;
  private final byte[] certificateDer;
  private final Certificate chain;
  private final String fingerprint;

  private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] certificateDer)
      throws IOException {
    this.crypto = crypto;
    this.privateKey = privateKey;
    this.certificateDer = certificateDer;
    this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificateDer)});
    this.fingerprint = CertificateFingerprint.sha256(certificateDer).value();
  }

  /** A fresh key and certificate. */
  public static DtlsIdentity create() {
    SecureRandom random = new SecureRandom();
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1), random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      byte[] der = selfSigned(pair, random).getEncoded();
      return new DtlsIdentity(new LeanTlsCrypto(random), pair.getPrivate(), der);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static X509CertificateHolder selfSigned(AsymmetricCipherKeyPair pair, SecureRandom random)
      throws IOException, OperatorCreationException {
    X500Name name = new X500Name("CN=castbridge");
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(64, random).setBit(63),
            Date.from(now.minus(Duration.ofDays(1))), // viewers' clocks differ
            Date.from(now.plus(LIFE)),
            name,
            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()));
    AlgorithmIdentifier signature =
        new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
    AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
    ContentSigner signer =
        new BcECContentSignerBuilder(signature, digest)
            .setSecureRandom(random)
            .build(pair.getPrivate());
    return builder.build(signer);
  }

  /** The value of {@code a=fingerprint:sha-256}: upper-case hexadecimal with colons. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The certificate in DER, a copy. */
  public byte[] certificate() {
    return certificateDer.clone();
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }

  Certificate chain() {
    return chain;
  }
}
