/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import org.castbridge.signalling.ims.BroadcastServiceId;
import org.castbridge.signalling.sdp.BroadcastService;

/**
 * What a broadcast session shows.
 *
 * @param service the service and its package, as the offer names them
 * @param channelId the channel at the Media Delivery Function: the service name
 * @param timeShifted whether the session has gone over to time-shifted television
 */
public record Showing(BroadcastService service, String channelId, boolean timeShifted) {
  private static final String CHANNEL = "channel:";

  /**
   * The service as it is broadcast.
   *
   * @throws SetUpRefusal with status 404 if it can be no channel
   */
  public static Showing of(BroadcastService service) throws SetUpRefusal {
    return new Showing(service, channel(service.serviceId()), false);
  }

  private static String channel(String serviceId) throws SetUpRefusal {
    return BroadcastServiceId.parse(serviceId)
        .orElseThrow(SetUpRefusal::unknownChannel)
        .serviceName();
  }

  /**
   * The same session showing another service; its package stays if none is named.
   *
   * @throws SetUpRefusal with status 404 if it can be no channel
   */
  Showing switchedTo(BroadcastService other) throws SetUpRefusal {
    String servicePackage = other.packageId() == null ? service.packageId() : other.packageId();
    return of(new BroadcastService(other.serviceId(), servicePackage));
  }

  Showing inTimeShift() {
    return new Showing(service, channelId, true);
  }

  /** What the channel is called on Xp. */
  public String resource() {
    return CHANNEL + channelId;
  }

  /** Whether a resource of Xp is a channel. */
  public static boolean isChannel(String resource) {
    return resource.startsWith(CHANNEL);
  }

  /** The id of the channel that a resource of Xp is. */
  public static String idOf(String resource) {
    return resource.substring(CHANNEL.length());
  }
}
