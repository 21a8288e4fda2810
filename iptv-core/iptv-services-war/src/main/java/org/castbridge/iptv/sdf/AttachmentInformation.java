/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import java.util.List;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.xml.ServiceAttachment;
import org.castbridge.signalling.xml.ServiceAttachment.Payload;
import org.castbridge.signalling.xml.ServiceAttachment.Provider;
import org.castbridge.signalling.xml.ServiceAttachment.Pull;
import org.castbridge.signalling.xml.ServiceDiscoveryDocument;

/**
 * Keeps the service attachment information equal to the configuration, which may change while
 * running.
 */
public final class AttachmentInformation {
  /** Broadband content guide (TS 102 034 clause 5.4.4.1): the catalogue of films. */
  private static final String CONTENT_GUIDE = "06";

  /** The version is one octet in DVB's documents; 0 is left for "unknown". */
  private static final int VERSIONS = 255;

  private final IptvConfig config;
  private final IptvProfile profile;
  private Source source;
  private volatile Attachment current;

  /** What the document is made of. */
  private record Source(String location, String domain, String name) {}

  /**
   * @throws org.castbridge.iptv.config.ConfigurationException if a value cannot be used
   */
  public AttachmentInformation(IptvConfig config) {
    this.config = config;
    this.profile = config.profile();
    refresh();
  }

  /** The information as it is now. */
  public Attachment current() {
    return current;
  }

  /**
   * Reads the configuration again.
   *
   * @return whether the information has changed
   * @throws org.castbridge.iptv.config.ConfigurationException if a value cannot be used; the
   *     information stays
   */
  public synchronized boolean refresh() {
    Source now = new Source(config.ssfLocation(), config.providerDomain(), config.providerName());
    if (now.equals(source)) {
      return false;
    }
    // From the content, so that equipment sees no change when only the server was restarted.
    int version = Math.floorMod(now.hashCode(), VERSIONS) + 1;
    if (current != null && current.version() == version) {
      version = version % VERSIONS + 1;
    }
    source = now;
    current = new Attachment(version, profile.discoveryType(), document(now, version));
    return true;
  }

  private String document(Source from, int version) {
    ServiceAttachment ssf =
        new ServiceAttachment(
            "ssf-1",
            ServiceAttachment.DVB,
            version,
            null,
            new Provider(from.domain(), from.name(), null),
            List.of(new Pull(from.location(), List.of(new Payload(CONTENT_GUIDE, List.of())))));
    return new ServiceDiscoveryDocument(List.of(ssf)).toXml(profile);
  }
}
