/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;

/**
 * OpusSpecificBox, "Encapsulation of Opus in ISO Base Media File Format" section 4.3.2.
 *
 * @param preSkip samples at 48 kHz a decoder throws away at the start
 * @param mappingFamily 0: mono or stereo in one Opus stream, which is all RTP carries (RFC 7587)
 */
public record OpusConfig(int channels, int preSkip, int mappingFamily) {

  static OpusConfig read(Box dOps) throws ContentException {
    BoxFields fields = dOps.fields();
    if (fields.u8() != 0) {
      throw dOps.error("unknown version of the Opus configuration");
    }
    int channels = fields.u8();
    int preSkip = fields.u16();
    fields.skip(4 + 2);
    int family = fields.u8();
    if (channels == 0) {
      throw dOps.error("no channels");
    }
    return new OpusConfig(channels, preSkip, family);
  }
}
