/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.List;

/** A decoder's configuration as the container carries it. */
public sealed interface CodecConfig permits AvcConfig, HevcConfig, VpConfig, Av1Config, OpusConfig {

  /**
   * The format parameters of {@code a=fmtp} that identify profile and level, as in {@link
   * org.castbridge.media.film.FilmInfo.Video#profile()}; empty if there are none.
   */
  String profile();

  /** Parameter sets without length or start code, in sending order. */
  default List<byte[]> parameterSets() {
    return List.of();
  }

  /** True if browsers decode it: 8 bits a component, 4:2:0. */
  boolean plain();
}
