/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import org.castbridge.content.Asset;
import org.castbridge.mdf.control.channel.ChannelConfig;

/** Something a viewer can watch. */
public sealed interface Watchable {
  /** Prefix of a channel's name among the resources. */
  String CHANNEL = "channel:";

  /** Its name on Xp: a film's id, or {@code channel:} and a channel's. */
  String name();

  /** Whether everybody may watch it. */
  boolean isPublic();

  /** Milliseconds; 0 for what has no end. */
  long durationMs();

  /** A stored film. */
  record Film(Asset asset) implements Watchable {
    @Override
    public String name() {
      return asset.id();
    }

    @Override
    public boolean isPublic() {
      return asset.isPublic();
    }

    @Override
    public long durationMs() {
      return asset.durationMs();
    }
  }

  /** A live channel. */
  record Live(ChannelConfig channel) implements Watchable {
    @Override
    public String name() {
      return CHANNEL + channel.id();
    }

    @Override
    public boolean isPublic() {
      return channel.isPublic();
    }

    @Override
    public long durationMs() {
      return 0;
    }
  }
}
