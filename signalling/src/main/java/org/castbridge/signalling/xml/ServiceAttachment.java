/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.util.List;
import java.util.Objects;

/**
 * Where one provider's services can be selected: one Service Selection Function (TS 183 063 clause
 * 5.2.2.3).
 *
 * @param id names the SSF among others
 * @param technology as {@code dvb.org_iptv}
 * @param version grows with each change
 * @param description for a person to read, or null
 * @param provider whose services these are
 * @param pulls where to fetch them from
 */
public record ServiceAttachment(
    String id,
    String technology,
    int version,
    String description,
    Provider provider,
    List<Pull> pulls) {
  /** The technology name of DVB service discovery and selection. */
  public static final String DVB = "dvb.org_iptv";

  public ServiceAttachment {
    Objects.requireNonNull(id);
    Objects.requireNonNull(technology);
    Objects.requireNonNull(provider);
    pulls = List.copyOf(pulls);
  }

  /**
   * A service provider.
   *
   * @param domainName its domain
   * @param name for a person to read, or null
   * @param logoUri the address of a picture, or null
   */
  public record Provider(String domainName, String name, String logoUri) {
    public Provider {
      Objects.requireNonNull(domainName);
    }
  }

  /**
   * An address to fetch documents from.
   *
   * @param location the address all request paths are put behind, ends with a slash
   * @param payloads what can be fetched there
   */
  public record Pull(String location, List<Payload> payloads) {
    public Pull {
      Objects.requireNonNull(location);
      payloads = List.copyOf(payloads);
    }
  }

  /**
   * A kind of document (TS 102 034 clause 5.4.4.1).
   *
   * @param id two hexadecimal digits: 02 broadcast, 03 content on demand, 05 packages, 06 broadband
   *     content guide
   * @param segments its parts, perhaps none
   */
  public record Payload(String id, List<Segment> segments) {
    public Payload {
      Objects.requireNonNull(id);
      segments = List.copyOf(segments);
    }
  }

  /**
   * A part of a document, fetched alone.
   *
   * @param id four hexadecimal digits
   * @param version grows with each change
   */
  public record Segment(String id, int version) {
    public Segment {
      Objects.requireNonNull(id);
    }
  }
}
