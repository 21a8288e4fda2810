/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.mdf.rar.ChannelSpec;
import org.castbridge.mdf.rar.ChannelStatus;
import org.castbridge.mdf.rar.Channels;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;

/** Channels that have a format at once and never bring anything. */
public final class FakeChannels implements Channels {
  public final Map<String, ChannelSpec> open = new LinkedHashMap<>();

  /** Channels whose source has not come yet. */
  public boolean silent;

  @Override
  public Collection<ChannelHandle> all() {
    return open.values().stream().map(this::handle).toList();
  }

  @Override
  public ChannelHandle find(String id) {
    ChannelSpec spec = open.get(id);
    return spec == null ? null : handle(spec);
  }

  @Override
  public ChannelHandle open(ChannelSpec spec) {
    open.put(spec.id(), spec);
    return handle(spec);
  }

  @Override
  public boolean close(String id) {
    return open.remove(id) != null;
  }

  private ChannelHandle handle(ChannelSpec spec) {
    Channel channel =
        new Channel(
            spec.id(),
            List.of(new FilmInfo.Video(Codec.VP8, "", 640, 360, 25, 0, 0, List.of())),
            List.of(new FilmInfo.Audio(Codec.OPUS, 2, "en")),
            1_000_000,
            0);
    return new ChannelHandle() {
      @Override
      public String id() {
        return spec.id();
      }

      @Override
      public ChannelSpec spec() {
        return spec;
      }

      @Override
      public Channel channel() {
        return silent ? null : channel;
      }

      @Override
      public ChannelStatus status() {
        return new ChannelStatus(
            silent ? ChannelStatus.State.WAITING : ChannelStatus.State.RUNNING,
            silent ? List.of("Nothing comes.") : List.of(),
            "harbour",
            Map.of("videoUnits", 7L));
      }

      @Override
      public AutoCloseable record(ChannelRecorder.Factory recorder) {
        return () -> {};
      }
    };
  }
}
