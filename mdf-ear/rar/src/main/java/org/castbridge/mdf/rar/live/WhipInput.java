/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.util.Map;

/** Waits for an encoder that publishes by WHIP. */
final class WhipInput implements ChannelInput {
  WhipInput(LiveChannel channel) {}

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public void check(long silentNanos) {}

  @Override
  public void count(Map<String, Long> figures) {}

  @Override
  public String playing() {
    return null;
  }
}
