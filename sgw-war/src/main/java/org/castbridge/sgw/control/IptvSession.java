/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;
import java.util.function.Function;
import org.castbridge.sgw.control.AnswerToBrowser.BrowserAnswer;
import org.castbridge.sgw.control.OfferToIms.ImsOffer;
import org.castbridge.sgw.control.ServerMessage.CloseReason;

/**
 * One film or channel of one user: the INVITE dialogue on Gm and the media control that belongs to
 * it.
 */
final class IptvSession {
  private enum State {
    INVITING,
    CANCELLING,
    /** In a dialogue; the MCF has not answered on Xc yet. */
    PREPARING,
    OPEN,
    /** Waits for the answer to our BYE. */
    CLOSING,
    /** Waits for the BYE that the MCF announced. */
    ENDING,
    CLOSED
  }

  private static final long PEER_BYE = Duration.ofSeconds(2).toNanos();

  private final String token;
  private final Opening open;
  private final Function<String, ChannelItem> channels;
  private final Settings settings;
  private final Outbox out;
  private State state = State.INVITING;
  private ImsOffer offer;
  private BrowserAnswer answer;
  private MediaControl control;
  private Broadcast broadcast;
  private Long closeRe;
  private long deadline = Long.MAX_VALUE;

  /**
   * Not started yet.
   *
   * @param channels finds a channel by its id, or gives null
   */
  IptvSession(
      String token,
      Opening open,
      Function<String, ChannelItem> channels,
      Settings settings,
      Outbox out) {
    this.token = token;
    this.open = open;
    this.channels = channels;
    this.settings = settings;
    this.out = out;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  void start(long now) {
    try {
      offer = OfferToIms.translate(open.offer(), settings);
    } catch (InterworkingException e) {
      state = State.CLOSED;
      refuse(Refusal.of(W2ErrorCode.BAD_OFFER, field(e)));
      return;
    }
    if (open.channel() != null) {
      offer = offer.about(Broadcast.service(open.channel()));
    }
    deadline = now + settings.openTimeout().toNanos();
    out.add(new Output.Invite(token, open.contentId(), offer.sdp()));
  }

  private void refuse(Refusal refusal) {
    out.refuse(open.re(), open.words(refusal));
  }

  private static String field(InterworkingException e) {
    return e.line() == null || e.line().isEmpty()
        ? e.getMessage()
        : e.line() + " (" + e.getMessage() + ")";
  }

  void inviteReply(Input.InviteReply reply, long now) {
    SipStatus status = reply.status();
    if (status.isProvisional()) {
      return;
    }
    if (state == State.CANCELLING) {
      cancelled(status, now);
    } else if (state == State.INVITING && status.isSuccess()) {
      accepted(reply, now);
    } else if (state == State.INVITING) {
      state = State.CLOSED;
      refuse(ErrorMapping.invite(status));
    }
  }

  /** The 2xx may have crossed our CANCEL (RFC 3261 clause 9.1): then the dialogue has to end. */
  private void cancelled(SipStatus status, long now) {
    if (status.isSuccess()) {
      bye(now);
    } else {
      closed();
    }
  }

  private void accepted(Input.InviteReply reply, long now) {
    try {
      answer = AnswerToBrowser.translate(reply.sdp(), offer);
    } catch (InterworkingException e) {
      W2ErrorCode code = e.isNoMedia() ? W2ErrorCode.NO_COMMON_CODEC : W2ErrorCode.UNAVAILABLE;
      var upstream = new Refusal.Upstream("SIP", reply.status().code(), field(e));
      refuse(new Refusal(code, null, upstream));
      bye(now);
      return;
    }
    state = State.PREPARING;
    deadline = Long.MAX_VALUE;
    control = new MediaControl(token, answer.control(), open.duration(), settings, out);
    if (open.channel() != null) {
      control.watch(open.channel().channel(), true);
      broadcast =
          new Broadcast(
              token, open.channel(), offer, answer.sdp(), control, channels, settings, out);
    }
    control.connect(now);
  }

  void command(ClientMessage.OfSession message, long now) {
    if (state != State.OPEN) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.UNKNOWN_SESSION, "session"));
    } else if (message instanceof ClientMessage.Close) {
      closeRe = message.id();
      stop();
      bye(now);
    } else if (broadcast != null) {
      broadcast.command(message, now);
    } else if (message instanceof ClientMessage.Zap || message instanceof ClientMessage.Live) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.WRONG_STATE));
    } else {
      control.command(message, now);
    }
  }

  private void stop() {
    Refusal refusal = Refusal.of(W2ErrorCode.UNKNOWN_SESSION, "session");
    if (broadcast != null) {
      broadcast.stop(refusal);
    }
    control.stop(refusal);
  }

  void changeReply(Input.ChangeReply reply, long now) {
    if (broadcast != null && state == State.OPEN) {
      broadcast.reply(reply, now);
    }
  }

  void controlReply(Input.ControlReply reply, long now) {
    if (hasControl()) {
      after(control.reply(reply, now), now);
      if (broadcast != null && state == State.OPEN) {
        broadcast.next(now);
      }
    }
  }

  void controlNotice(Input.ControlNotice notice, long now) {
    if (hasControl()
        && control.notice(notice.notice(), notice.position()) == MediaControl.Outcome.GONE) {
      endedByPeer(now);
    }
  }

  void controlLost(long now) {
    if (hasControl()) {
      after(control.lost(now), now);
    }
  }

  private boolean hasControl() {
    return state == State.PREPARING || state == State.OPEN;
  }

  private void after(MediaControl.Outcome outcome, long now) {
    switch (outcome) {
      case READY -> {
        state = State.OPEN;
        out.send(
            new ServerMessage.Answer(
                open.re(),
                token,
                open.contentId(),
                open.channel() == null ? null : open.channel().channel(),
                answer.sdp(),
                control.duration(),
                control.speeds()));
      }
      case LOST -> end(CloseReason.NETWORK, now);
      case GONE -> end(CloseReason.GONE, now);
      case NONE -> {}
    }
  }

  /** The MCF sends BYE after its ANNOUNCE 5402; we do not wait for ever. */
  private void endedByPeer(long now) {
    tellEnd(CloseReason.GONE);
    state = State.ENDING;
    deadline = now + PEER_BYE;
  }

  void peerBye() {
    switch (state) {
      case PREPARING, OPEN -> {
        tellEnd(control.isEnded() ? CloseReason.ENDED : CloseReason.GONE);
        state = State.CLOSED;
      }
      case CLOSING, ENDING -> closed();
      default -> {}
    }
  }

  /** Ends the film for a reason that is not the viewer's wish. */
  void end(CloseReason reason, long now) {
    switch (state) {
      case INVITING -> cancel(now, Refusal.of(W2ErrorCode.UNAVAILABLE));
      case PREPARING, OPEN -> {
        tellEnd(reason);
        bye(now);
      }
      default -> {}
    }
  }

  private void tellEnd(CloseReason reason) {
    boolean told = state == State.OPEN;
    stop();
    if (told) {
      out.send(new ServerMessage.Closed(null, token, reason, open.channel() != null));
    } else {
      refuse(control.failure());
    }
  }

  private void cancel(long now, Refusal refusal) {
    state = State.CANCELLING;
    deadline = now + settings.requestTimeout().toNanos();
    refuse(refusal);
    out.add(new Output.Cancel(token));
  }

  private void bye(long now) {
    state = State.CLOSING;
    deadline = now + settings.requestTimeout().toNanos();
    out.add(new Output.Bye(token));
  }

  void byeReply() {
    if (state == State.CLOSING) {
      closed();
    }
  }

  private void closed() {
    state = State.CLOSED;
    deadline = Long.MAX_VALUE;
    if (closeRe != null) {
      out.send(new ServerMessage.Closed(closeRe, token, CloseReason.USER, open.channel() != null));
    }
  }

  long deadline() {
    if (!hasControl()) {
      return deadline;
    }
    return broadcast == null
        ? control.deadline()
        : Math.min(control.deadline(), broadcast.deadline());
  }

  void timeout(long now) {
    if (now < deadline()) {
      return;
    }
    switch (state) {
      case INVITING -> cancel(now, ErrorMapping.invite(SipStatus.of(408)));
      case PREPARING, OPEN -> {
        after(control.timeout(now), now);
        if (broadcast != null && state == State.OPEN) {
          broadcast.timeout(now);
          broadcast.next(now);
        }
      }
      case ENDING -> bye(now);
      case CANCELLING, CLOSING -> closed();
      case CLOSED -> {}
    }
  }
}
