/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.mcf.xp.XpClient;
import org.castbridge.mcf.xp.XpException;
import org.castbridge.mcf.xp.XpState;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.xml.IptvCommand;
import org.castbridge.signalling.xml.IptvCommand.Kind;

/**
 * What changes in a broadcast session while it runs: the channel, and whether it is time-shifted.
 * The media go on in the same ICE and DTLS: only their source changes at the Media Delivery
 * Function. Never blocks. Every stage fails with what {@link SetUpRefusal#of(Throwable)}
 * understands, and then the session goes on as it was.
 */
public final class BroadcastControl {
  private final MediaControl control;

  BroadcastControl(MediaControl control) {
    this.control = control;
  }

  /** The viewer watches another service of the same package now (INFO). */
  public CompletableFuture<Void> zap(ControlledSession session, String serviceId)
      throws SetUpRefusal {
    Showing before = showing(session);
    if (before.timeShifted()) {
      throw SetUpRefusal.forbidden("the session is time-shifted: only a re-INVITE leads back");
    }
    Showing next = before.switchedTo(new BroadcastService(serviceId, null));
    return show(session, next).thenAccept(state -> {});
  }

  /**
   * A re-INVITE: another service, over to time-shifted television, or back.
   *
   * @param sdp the offer, with the media the session has
   * @param command what came with it, or null
   * @return the answer, SDP
   */
  public CompletableFuture<String> change(
      ControlledSession session, String sdp, IptvCommand command) throws SetUpRefusal {
    if (!session.isRepeatedBy(sdp)) {
      throw SetUpRefusal.notChangeable();
    }
    Showing before = showing(session);
    if (command != null && command.kind() == Kind.SWITCH_TO_TM) {
      return timeShift(session, before);
    }
    if (command != null && command.kind() == Kind.SWITCH) {
      throw SetUpRefusal.forbidden("a re-INVITE cannot report a switch of channels");
    }
    Optional<BroadcastService> named = service(sdp);
    Showing next =
        named.isPresent() ? before.switchedTo(named.get()) : Showing.of(before.service());
    boolean same = next.channelId().equals(before.channelId());
    if (command == null && same) {
      return CompletableFuture.completedFuture(session.answer()); // a refresh
    }
    if (command == null && before.timeShifted()) {
      throw SetUpRefusal.forbidden("the session is time-shifted: only SwitchToBC leads back");
    }
    return show(session, next).thenApply(state -> session.answer());
  }

  private static Showing showing(ControlledSession session) throws SetUpRefusal {
    return session.showing().orElseThrow(SetUpRefusal::notChangeable);
  }

  private static Optional<BroadcastService> service(String sdp) throws SetUpRefusal {
    try {
      return BroadcastService.of(SdpParser.parse(sdp))
          .filter(service -> service.serviceId() != null);
    } catch (SdpException e) {
      throw SetUpRefusal.badOffer(e);
    }
  }

  private CompletableFuture<XpState> show(ControlledSession session, Showing next)
      throws SetUpRefusal {
    URI mdf = session.mdfSession().orElseThrow(SetUpRefusal::internal);
    XpClient client = control.client();
    control.counters().count(Counter.ZAPS);
    return guarded(
        session,
        client
            .switchTo(mdf, next.resource(), null)
            .thenCompose(
                state ->
                    state.state().equals("playing") && state.scale() == 1
                        ? CompletableFuture.completedFuture(state)
                        : client.play(mdf, null, 1))
            .thenApply(
                state -> {
                  session.show(next, null);
                  return state;
                }));
  }

  private CompletableFuture<String> timeShift(ControlledSession session, Showing before)
      throws SetUpRefusal {
    URI mdf = session.mdfSession().orElseThrow(SetUpRefusal::internal);
    control.counters().count(Counter.TIME_SHIFTS);
    return guarded(session, control.client().state(mdf))
        .thenCompose(
            state -> {
              if (!state.isRecorded()) {
                return CompletableFuture.failedFuture(SetUpRefusal.notRecorded());
              }
              session.show(before.inTimeShift(), state.position());
              return CompletableFuture.completedFuture(session.answer());
            });
  }

  /** A session the Media Delivery Function has lost cannot go on. */
  private <T> CompletableFuture<T> guarded(ControlledSession session, CompletableFuture<T> asked) {
    return asked.whenComplete(
        (done, thrown) -> {
          boolean lost =
              thrown != null && XpException.of(thrown).kind() == XpException.Kind.UNKNOWN_SESSION;
          if (lost) {
            control.end(session, EndReason.MDF_ENDED);
          }
        });
  }
}
