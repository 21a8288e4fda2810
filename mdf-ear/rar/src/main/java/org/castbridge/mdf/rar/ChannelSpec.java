/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.Objects;

/**
 * What a channel is opened with.
 *
 * @param recorder keeps its past for time shift; null for none
 */
public record ChannelSpec(String id, ChannelInputSpec input, ChannelRecorder.Factory recorder) {
  public ChannelSpec {
    Objects.requireNonNull(id);
    Objects.requireNonNull(input);
  }
}
