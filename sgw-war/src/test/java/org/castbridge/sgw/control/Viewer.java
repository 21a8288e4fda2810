/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.sgw.control.Output.Control;

/** A user agent session with a clock of its own and hands to feed it. */
final class Viewer {
  static final String LOCATION = "http://127.0.0.1:8080/iptv/ssf/";
  static final DigestChallenge SHA = new DigestChallenge("SHA-256", "ims.test", "n1", "auth", "op");
  static final DigestChallenge MD5 = new DigestChallenge("MD5", "ims.test", "n1", "auth", null);

  final List<Output> outputs = new ArrayList<>();
  final UserAgentSession session;
  private final AtomicInteger tokens = new AtomicInteger();
  private long now = 1_000;
  private long id;

  Viewer() {
    this(TestSettings.settings());
  }

  Viewer(Settings settings) {
    session = new UserAgentSession(settings, () -> "t" + tokens.incrementAndGet(), now);
  }

  long nextId() {
    return ++id;
  }

  long lastId() {
    return id;
  }

  Viewer feed(Input input) {
    session.handle(input, now);
    drain();
    return this;
  }

  Viewer say(ClientMessage message) {
    return feed(new Input.FromBrowser(message));
  }

  /** Lets time pass, stopping at every deadline as a shell would. */
  Viewer pass(Duration duration) {
    long end = now + duration.toNanos();
    int steps = 0;
    while (session.deadline() <= end) {
      now = Math.max(now, session.deadline());
      session.handleTimeout(now);
      drain();
      assertThat(++steps).as("deadlines without progress").isLessThan(10_000);
    }
    now = end;
    return this;
  }

  private void drain() {
    for (Output output = session.poll(); output != null; output = session.poll()) {
      outputs.add(output);
    }
  }

  /** The outputs since the last call. */
  List<Output> take() {
    List<Output> taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }

  <T> T only(Class<T> type) {
    List<T> found = all(type);
    assertThat(found).as("%s in %s", type.getSimpleName(), outputs).hasSize(1);
    return found.get(0);
  }

  <T> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Output output : outputs) {
      Object candidate = output instanceof Output.ToBrowser m ? m.message() : output;
      if (type.isInstance(candidate)) {
        found.add(type.cast(candidate));
      } else if (type.isInstance(output)) {
        found.add(type.cast(output));
      }
    }
    return found;
  }

  ServerMessage.Error error() {
    return only(ServerMessage.Error.class);
  }

  static Input.RegisterReply challenged(DigestChallenge... challenges) {
    return new Input.RegisterReply(SipStatus.of(401), List.of(challenges), false, 0, 0, List.of());
  }

  static Input.RegisterReply granted(int expires) {
    return new Input.RegisterReply(
        SipStatus.of(200), List.of(), false, expires, 0, List.of("sip:alice@ims.test"));
  }

  static Input.RegisterReply refused(int code) {
    return new Input.RegisterReply(SipStatus.of(code), List.of(), false, 0, 0, List.of());
  }

  ClientMessage.Authenticate proof(DigestChallenge challenge) {
    String response = challenge.algorithm().equals("MD5") ? "ab".repeat(16) : "ab".repeat(32);
    return new ClientMessage.Authenticate(
        nextId(),
        new DigestResponse(
            challenge.algorithm(),
            challenge.realm(),
            challenge.nonce(),
            "sip:ims.test",
            "00000001",
            "c",
            response,
            challenge.qop(),
            null));
  }

  Viewer hello() {
    return say(new ClientMessage.Hello(nextId(), "alice@ims.test"));
  }

  /** Registered, the SUBSCRIBE just sent. */
  Viewer registered() {
    hello().feed(challenged(SHA, MD5));
    say(proof(SHA)).feed(granted(3600));
    return this;
  }

  /** Registered and discovered; no outputs kept. */
  Viewer ready() {
    registered().feed(new Input.SubscribeReply(SipStatus.of(200), 3600));
    feed(new Input.ServiceAttachment(List.of(LOCATION), false));
    take();
    return this;
  }

  Viewer open() {
    return say(new ClientMessage.Open(nextId(), "harbour", Sdp.offer()));
  }

  /** A film open and ready to play; no outputs kept. */
  Viewer opened() {
    open().feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    answer(0.0, null, 40.0);
    take();
    return this;
  }

  static final ChannelItem ONE =
      new ChannelItem("one", "one:ims.test", "One", 1, "basic", 0, true, true);
  static final ChannelItem TWO =
      new ChannelItem("two", "two:ims.test", "Two", 2, "basic", 0, true, true);
  static final ChannelItem GOLD =
      new ChannelItem("gold", "gold:ims.test", "Gold", 3, "premium", 0, true, false);

  /** The list has come, channel one is being opened. */
  Viewer watch() {
    say(new ClientMessage.Watch(nextId(), "one", Sdp.offer()));
    return feed(new Input.ChannelsReply(200, List.of(ONE, TWO, GOLD)));
  }

  /** Channel one is watched; no outputs kept. */
  Viewer watching() {
    watch().feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    window(2000, 1000, 2000, true);
    take();
    return this;
  }

  /** Answers the last RTSP request with where a channel stands. */
  Viewer window(double position, double start, double end, boolean live) {
    Control control = control();
    return feed(
        new Input.ControlReply(
            control.session(),
            control.ticket(),
            200,
            position,
            null,
            end - start,
            List.of(-2.0, 1.0, 2.0),
            new Input.Window(start, end, live),
            null));
  }

  Control control() {
    List<Control> controls = all(Control.class);
    assertThat(controls).as("RTSP requests in %s", outputs).isNotEmpty();
    return controls.get(controls.size() - 1);
  }

  /** Answers the last RTSP request with 200. */
  Viewer answer(Double position, Double scale, Double duration) {
    Control control = control();
    return feed(
        new Input.ControlReply(
            control.session(), control.ticket(), 200, position, scale, duration));
  }

  Viewer answer(int status) {
    Control control = control();
    return feed(
        new Input.ControlReply(control.session(), control.ticket(), status, null, null, null));
  }
}
