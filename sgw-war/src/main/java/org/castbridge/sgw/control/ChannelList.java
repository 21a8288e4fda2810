/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's channels: fetched on Xa when they are asked for, and kept, since a zap has no time to
 * ask. A channel opened before its list is known waits for it.
 */
final class ChannelList {
  private static final int MAX_ASKING = 16;

  private final Settings settings;
  private final Outbox out;
  private final List<ClientMessage> asking = new ArrayList<>();
  private Map<String, ChannelItem> known = Map.of();
  private boolean fetching;
  private long fetchBy = Long.MAX_VALUE;

  ChannelList(Settings settings, Outbox out) {
    this.settings = settings;
    this.out = out;
  }

  /** The channel of this id, or null when it is not known. */
  ChannelItem find(String channel) {
    return known.get(channel);
  }

  /**
   * Somebody needs the list: for itself, or to open a channel that is not known.
   *
   * @return whether it is waited for
   */
  boolean ask(ClientMessage message) {
    if (asking.size() >= MAX_ASKING) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.RATE_LIMITED));
      return false;
    }
    asking.add(message);
    return true;
  }

  void fetch(String location, String identity, long now) {
    if (!fetching && !asking.isEmpty()) {
      fetching = true;
      fetchBy = now + 2 * settings.requestTimeout().toNanos();
      out.add(new Output.FetchChannels(location, identity));
    }
  }

  /** The list has come, or not; returns the channels that can be opened now. */
  List<ClientMessage.Watch> reply(Input.ChannelsReply reply) {
    fetching = false;
    fetchBy = Long.MAX_VALUE;
    if (reply.items() == null) {
      refuse(ErrorMapping.catalogue(reply.status()));
      return List.of();
    }
    Map<String, ChannelItem> channels = new LinkedHashMap<>();
    reply.items().forEach(item -> channels.put(item.channel(), item));
    known = channels;
    List<ClientMessage.Watch> ready = new ArrayList<>();
    for (ClientMessage message : asking) {
      if (message instanceof ClientMessage.Watch watch) {
        ready.add(watch);
      } else {
        out.send(new ServerMessage.Channels(message.id(), reply.items()));
      }
    }
    asking.clear();
    return ready;
  }

  void refuse(Refusal refusal) {
    asking.forEach(message -> out.refuse(message.id(), refusal));
    asking.clear();
  }

  long deadline() {
    return fetchBy;
  }
}
