/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.List;
import java.util.Objects;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.live.LiveSdp;

/** Where a live channel comes from. */
public sealed interface ChannelInputSpec {
  /**
   * As it is written in configuration: {@code playout}, {@code rtp}, {@code mpegts}, {@code whip}.
   */
  String type();

  /**
   * Stored films, one after the other and over again, on the wall clock: a server that was
   * restarted is where it would have been.
   */
  record Playout(List<Item> items) implements ChannelInputSpec {
    public Playout {
      items = List.copyOf(items);
      if (items.isEmpty()) {
        throw new IllegalArgumentException("a playout channel needs something to play");
      }
    }

    @Override
    public String type() {
      return "playout";
    }
  }

  /**
   * A film of a playout channel.
   *
   * @param id for the operator
   */
  record Item(String id, Opener opener) {
    public Item {
      Objects.requireNonNull(id);
      Objects.requireNonNull(opener);
    }
  }

  /** Opens a stored film. */
  interface Opener {
    FilmSource open() throws Exception;
  }

  /**
   * RTP as a session description has it.
   *
   * @param networkInterface name of the interface groups are joined on, null for the system's
   *     choice
   */
  record Rtp(LiveSdp sdp, String networkInterface) implements ChannelInputSpec {
    public Rtp {
      Objects.requireNonNull(sdp);
    }

    @Override
    public String type() {
      return "rtp";
    }
  }

  /**
   * An MPEG transport stream over UDP.
   *
   * @param address a group, or an address of ours
   * @param sources addresses that may send; empty for any
   * @param program program_number, 0 for the first there is
   * @param networkInterface as in {@link Rtp}
   */
  record MpegTs(
      String address, int port, List<String> sources, int program, String networkInterface)
      implements ChannelInputSpec {
    public MpegTs {
      Objects.requireNonNull(address);
      sources = List.copyOf(sources);
    }

    @Override
    public String type() {
      return "mpegts";
    }
  }

  /** An encoder that publishes by WHIP (RFC 9725), when it likes. */
  record Whip() implements ChannelInputSpec {
    @Override
    public String type() {
      return "whip";
    }
  }
}
