/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.castbridge.content.ContentException;

/**
 * An Opus decoder's configuration: OpusSpecificBox ("Encapsulation of Opus in ISO Base Media File
 * Format" section 4.3.2), or the identification header (RFC 7845 section 5.1) of WebM.
 *
 * @param preSkip samples at 48 kHz a decoder throws away at the start
 * @param mappingFamily 0: mono or stereo in one Opus stream, which is all RTP carries (RFC 7587)
 */
public record OpusConfig(int channels, int preSkip, int mappingFamily) implements CodecConfig {
  private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);

  /**
   * @param record a dOps box's contents
   * @throws ContentException if it is no such record
   */
  public static OpusConfig parseBox(byte[] record) throws ContentException {
    ConfigFields fields = new ConfigFields(record, "dOps");
    if (fields.u8() != 0) {
      throw fields.error("unknown version of the Opus configuration");
    }
    int channels = fields.u8();
    int preSkip = fields.u16();
    fields.skip(4 + 2);
    return checked(fields, channels, preSkip, fields.u8());
  }

  /**
   * @param header an identification header
   * @throws ContentException if it is none
   */
  public static OpusConfig parseHead(byte[] header) throws ContentException {
    ConfigFields fields = new ConfigFields(header, "OpusHead");
    if (!Arrays.equals(fields.bytes(MAGIC.length), MAGIC) || fields.u8() >> 4 != 0) {
      throw fields.error("unknown version of the Opus configuration");
    }
    int channels = fields.u8();
    int preSkip = fields.u8() | fields.u8() << 8; // the header is little-endian
    fields.skip(4 + 2);
    return checked(fields, channels, preSkip, fields.u8());
  }

  private static OpusConfig checked(ConfigFields fields, int channels, int preSkip, int family)
      throws ContentException {
    if (channels == 0) {
      throw fields.error("no channels");
    }
    return new OpusConfig(channels, preSkip, family);
  }

  @Override
  public String profile() {
    return "";
  }

  @Override
  public boolean plain() {
    return channels <= 2 && mappingFamily == 0;
  }
}
