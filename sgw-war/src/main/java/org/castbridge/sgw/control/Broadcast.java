/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.castbridge.sgw.control.OfferToIms.ImsOffer;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.xml.IptvCommand;

/**
 * A channel being watched: what changes it within its SIP dialogue. A zap within the package is an
 * INFO, one to another package a re-INVITE; pausing or rewinding goes over to time-shifted
 * television by a re-INVITE first, and back to the broadcast by another (TS 183 063 clauses 5.1.3
 * and 5.1.5). The media stay as they are. One change at a time; while it runs, and while a request
 * on Xc runs, what comes waits.
 */
final class Broadcast {
  private static final int MAX_WAITING = 16;

  private enum Kind {
    ZAP,
    SHIFT,
    LIVE
  }

  /**
   * A change that has been asked for.
   *
   * @param res whom to answer
   * @param then what to do on Xc once it is accepted, or null
   */
  private record Change(
      Kind kind,
      List<Long> res,
      ChannelItem channel,
      ImsOffer offer,
      ClientMessage.OfSession then) {}

  private final String token;
  private final Settings settings;
  private final Outbox out;
  private final MediaControl control;
  private final Function<String, ChannelItem> channels;
  private final String answer;
  private final Deque<ClientMessage.OfSession> waiting = new ArrayDeque<>();
  private ImsOffer offer;
  private ChannelItem channel;
  private boolean shifted;
  private Change current;
  private int ticket;
  private long answerBy = Long.MAX_VALUE;

  /**
   * Watching, as it is broadcast.
   *
   * @param answer the SDP the browser got; it must not change
   * @param channels finds a channel by its id, or gives null
   */
  Broadcast(
      String token,
      ChannelItem channel,
      ImsOffer offer,
      String answer,
      MediaControl control,
      Function<String, ChannelItem> channels,
      Settings settings,
      Outbox out) {
    this.token = token;
    this.channel = channel;
    this.offer = offer;
    this.answer = answer;
    this.control = control;
    this.channels = channels;
    this.settings = settings;
    this.out = out;
  }

  void command(ClientMessage.OfSession message, long now) {
    if (waiting.size() >= MAX_WAITING) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.RATE_LIMITED));
      return;
    }
    waiting.add(message);
    next(now);
  }

  /** Goes on with what waits; to be called when Xc has answered, too. */
  void next(long now) {
    while (current == null && !waiting.isEmpty() && isNext(waiting.peek())) {
      take(waiting.poll(), now);
    }
  }

  /** A change has to wait until Xc has nothing more to do: its answer would come too late. */
  private boolean isNext(ClientMessage.OfSession message) {
    return control.isIdle() || !changes(message);
  }

  private boolean changes(ClientMessage.OfSession message) {
    if (message instanceof ClientMessage.Zap || message instanceof ClientMessage.Live) {
      return true;
    }
    return !shifted && leavesBroadcast(message);
  }

  private static boolean leavesBroadcast(ClientMessage.OfSession message) {
    if (message instanceof ClientMessage.Play play) {
      boolean plain = play.speed() == null || play.speed() == 1;
      return play.position() != null || !plain;
    }
    return message instanceof ClientMessage.Pause || message instanceof ClientMessage.Seek;
  }

  private void take(ClientMessage.OfSession message, long now) {
    if (message instanceof ClientMessage.Zap zap) {
      zap(zap, now);
    } else if (message instanceof ClientMessage.Live live) {
      live(live, now);
    } else if (changes(message)) {
      shift(message, now);
    } else if (!shifted && message instanceof ClientMessage.Play) {
      control.tellWhereItStands(List.of(message.id()), now); // a broadcast is always playing
    } else {
      control.command(message, now);
    }
  }

  /** Whoever holds the channel key down wants the last channel only. */
  private void zap(ClientMessage.Zap first, long now) {
    List<Long> res = new ArrayList<>(List.of(first.id()));
    ClientMessage.Zap last = first;
    while (waiting.peek() instanceof ClientMessage.Zap later) {
      waiting.poll();
      res.add(later.id());
      last = later;
    }
    ChannelItem wanted = channels.apply(last.channel());
    if (wanted == null) {
      refuse(res, Refusal.of(W2ErrorCode.UNKNOWN_CONTENT, "channel"));
    } else if (!shifted && wanted.channel().equals(channel.channel())) {
      control.tellWhereItStands(res, now);
    } else if (!shifted && wanted.servicePackage().equals(channel.servicePackage())) {
      report(res, wanted, now);
    } else {
      IptvCommand back = shifted ? IptvCommand.switchToBroadcast(wanted.serviceId()) : null;
      reinvite(new Change(Kind.ZAP, res, wanted, about(wanted), null), back, now);
    }
  }

  private void report(List<Long> res, ChannelItem wanted, long now) {
    begin(new Change(Kind.ZAP, res, wanted, offer, null), now);
    out.add(new Output.Report(token, ticket, IptvCommand.switchTo(wanted.serviceId())));
  }

  private void live(ClientMessage.Live message, long now) {
    List<Long> res = List.of(message.id());
    if (!shifted) {
      control.tellWhereItStands(res, now);
      return;
    }
    IptvCommand back = IptvCommand.switchToBroadcast(channel.serviceId());
    reinvite(new Change(Kind.LIVE, res, channel, about(channel), null), back, now);
  }

  private void shift(ClientMessage.OfSession message, long now) {
    Double position = null;
    if (message instanceof ClientMessage.Play play) {
      position = play.position();
    } else if (message instanceof ClientMessage.Seek seek) {
      position = seek.position();
    }
    Instant bookmark = position == null ? null : Instant.ofEpochMilli(Math.round(position * 1000));
    IptvCommand over = IptvCommand.switchToTimeShift(channel.serviceId(), bookmark);
    Change change = new Change(Kind.SHIFT, List.of(message.id()), channel, about(channel), message);
    reinvite(change, over, now);
  }

  private ImsOffer about(ChannelItem wanted) {
    return offer.about(service(wanted));
  }

  /** How IMS names a channel. */
  static BroadcastService service(ChannelItem channel) {
    String servicePackage = channel.servicePackage().isEmpty() ? null : channel.servicePackage();
    return new BroadcastService(channel.serviceId(), servicePackage);
  }

  private void reinvite(Change change, IptvCommand command, long now) {
    begin(change, now);
    out.add(new Output.Change(token, ticket, change.offer().sdp(), command));
  }

  private void begin(Change change, long now) {
    current = change;
    ticket++;
    answerBy = now + settings.requestTimeout().toNanos();
  }

  void reply(Input.ChangeReply reply, long now) {
    if (current == null || reply.ticket() != ticket || reply.status().isProvisional()) {
      return; // came after its time was up
    }
    Change change = current;
    current = null;
    answerBy = Long.MAX_VALUE;
    Refusal refusal = judge(change, reply);
    if (refusal == null) {
      accepted(change, now);
    } else {
      refuse(change.res(), refusal); // what was playing goes on
    }
    next(now);
  }

  private Refusal judge(Change change, Input.ChangeReply reply) {
    if (!reply.status().isSuccess()) {
      return ErrorMapping.invite(reply.status());
    }
    boolean described = change.offer() != offer;
    return described ? unusable(change, reply) : null;
  }

  /** The browser takes no new description in version 1 of W2: the answer must be the old one. */
  private Refusal unusable(Change change, Input.ChangeReply reply) {
    String why = "the media of the session have changed";
    try {
      String now = AnswerToBrowser.translate(reply.sdp(), change.offer()).sdp();
      if (withoutOrigin(now).equals(withoutOrigin(answer))) {
        return null;
      }
    } catch (InterworkingException e) {
      why = e.getMessage();
    }
    var upstream = new Refusal.Upstream("SIP", reply.status().code(), why);
    return new Refusal(W2ErrorCode.UNAVAILABLE, null, upstream);
  }

  private static String withoutOrigin(String sdp) {
    return sdp.replaceFirst("(?m)^o=.*$", "");
  }

  private void accepted(Change change, long now) {
    offer = change.offer();
    channel = change.channel();
    shifted = change.kind() == Kind.SHIFT;
    control.watch(channel.channel(), change.kind() != Kind.SHIFT);
    if (change.then() == null) {
      control.tellWhereItStands(change.res(), now);
    } else {
      control.command(change.then(), now);
    }
  }

  private void refuse(List<Long> res, Refusal refusal) {
    res.forEach(re -> out.refuse(re, refusal.ofChannel()));
  }

  long deadline() {
    return answerBy;
  }

  void timeout(long now) {
    if (now >= answerBy) {
      Change change = current;
      current = null;
      answerBy = Long.MAX_VALUE;
      refuse(change.res(), ErrorMapping.invite(SipStatus.of(408)));
      next(now);
    }
  }

  /** Nothing more is sent; whoever waits is told. */
  void stop(Refusal refusal) {
    if (current != null) {
      refuse(current.res(), refusal);
    }
    waiting.forEach(message -> refuse(List.of(message.id()), refusal));
    waiting.clear();
    current = null;
    answerBy = Long.MAX_VALUE;
  }
}
