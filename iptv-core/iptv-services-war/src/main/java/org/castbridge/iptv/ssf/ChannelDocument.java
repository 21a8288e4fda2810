/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import java.util.List;
import java.util.Optional;
import org.castbridge.iptv.data.Channel;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.signalling.xml.BroadcastChannel;
import org.castbridge.signalling.xml.BroadcastDiscovery;

/** Makes the broadcast discovery record of the channels. */
final class ChannelDocument {
  private ChannelDocument() {}

  /**
   * The channels, in general or for a user; as with films the age level is told apart.
   *
   * @param domain the provider's domain
   */
  static String of(List<Channel> channels, Optional<Viewer> viewer, String domain) {
    return new BroadcastDiscovery(domain, channels.stream().map(c -> item(c, viewer)).toList())
        .toXml();
  }

  private static BroadcastChannel item(Channel channel, Optional<Viewer> viewer) {
    return new BroadcastChannel(
        channel.id(),
        channel.title(),
        channel.number(),
        channel.packageId(),
        channel.ageLevel(),
        channel.timeShift(),
        viewer.map(v -> v.owns(channel)).orElse(null));
  }
}
