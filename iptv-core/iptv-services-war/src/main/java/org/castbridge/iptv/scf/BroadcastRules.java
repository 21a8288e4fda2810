/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.iptv.data.Channel;
import org.castbridge.iptv.data.DatabaseUnavailableException;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.signalling.ims.BroadcastServiceId;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.Multipart;
import org.castbridge.signalling.ims.MultipartException;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;
import org.castbridge.signalling.xml.IptvCommand;
import org.castbridge.signalling.xml.IptvCommand.Kind;
import org.castbridge.signalling.xml.XmlException;

/**
 * What the SCF says to the requests of a broadcast session (TS 183 063 clauses 5.3.1.1 and 5.3.3):
 * the first INVITE, an INFO that reports a zap, a re-INVITE that changes the package or goes over
 * to time-shifted television and back. Sees texts, touches no message.
 */
final class BroadcastRules {

  /** Channels and rights, as the database knows them. */
  interface Rights {
    Optional<Channel> channel(String id) throws DatabaseUnavailableException;

    Viewer viewer(String impu) throws DatabaseUnavailableException;
  }

  /**
   * A request as these rules see it.
   *
   * @param method INVITE, UPDATE or INFO
   * @param contentType the Content-Type, or null without a body
   * @param infoPackage the Info-Package, or null
   */
  record Request(String method, String contentType, String infoPackage, byte[] body) {}

  /**
   * What is decided.
   *
   * @param refusal why not, or null
   * @param next the state once the MCF has accepted, or null if the request changes nothing
   * @param offer the offer with the package the viewer has the channel by, or null to send on what
   *     came
   */
  record Decision(Refusal refusal, BroadcastState next, String offer) {
    private static final Decision UNCHANGED = new Decision(null, null, null);
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.text());
      this.refusal = refusal;
    }
  }

  private final Rights rights;
  private final String domain;

  BroadcastRules(Rights rights, String providerDomain) {
    this.rights = rights;
    this.domain = providerDomain;
  }

  /**
   * Judges the INVITE that begins a session.
   *
   * @param impu the asserted user; empty if nobody was asserted
   */
  Decision begin(Optional<String> impu, Request request) {
    return deciding(
        () -> {
          if (impu.isEmpty()) {
            throw refused(Refusal.of(403, "The core has asserted no identity"));
          }
          if (!isSdp(request.contentType())) {
            throw refused(Refusal.of(415, "an offer must be application/sdp"));
          }
          SessionDescription offer = sdp(text(request));
          BroadcastService service =
              service(offer).orElseThrow(() -> refused(488, "the offer names no bc_service"));
          Channel channel = judge(impu.get(), service);
          String completed =
              service.packageId() == null
                  ? new BroadcastService(service.serviceId(), channel.packageId())
                      .in(offer)
                      .toString()
                  : null;
          return new Decision(null, new BroadcastState(channel.id(), false), completed);
        });
  }

  /** Judges a request within a session. */
  Decision within(String impu, BroadcastState state, Request request) {
    return deciding(
        () ->
            request.method().equals("INFO")
                ? report(impu, state, request)
                : offer(impu, state, request));
  }

  private interface Step {
    Decision take() throws Refused, DatabaseUnavailableException;
  }

  private static Decision deciding(Step step) {
    try {
      return step.take();
    } catch (Refused e) {
      return new Decision(e.refusal, null, null);
    } catch (DatabaseUnavailableException e) {
      return new Decision(Refusal.databaseDown(), null, null);
    }
  }

  private Decision report(String impu, BroadcastState state, Request request)
      throws Refused, DatabaseUnavailableException {
    boolean ours =
        request.infoPackage() == null
            ? IptvProfile.isZapReport(request.contentType())
            : packageName(request.infoPackage()).equals(IptvProfile.CONTENT_REPORTING);
    if (!ours) {
      return Decision.UNCHANGED;
    }
    if (!IptvProfile.isZapReport(request.contentType())) {
      throw refused(415, "a report must be " + IptvProfile.COMMAND_TYPE);
    }
    IptvCommand command = command(text(request), 400);
    if (command.kind() != Kind.SWITCH) {
      throw refused(400, "an INFO can report a switch of channels only");
    }
    if (state.timeShifted()) {
      throw refused(403, "the session is time-shifted: only a re-INVITE leads back");
    }
    Channel channel = judge(impu, new BroadcastService(command.serviceId(), null));
    return new Decision(null, new BroadcastState(channel.id(), false), null);
  }

  private static String packageName(String infoPackage) {
    return infoPackage.split(";", 2)[0].trim();
  }

  private Decision offer(String impu, BroadcastState state, Request request)
      throws Refused, DatabaseUnavailableException {
    if (request.body().length == 0) {
      return Decision.UNCHANGED; // a refresh
    }
    if (isSdp(request.contentType())) {
      return change(impu, state, sdp(text(request)), null);
    }
    if (!Multipart.is(request.contentType())) {
      throw refused(415, "an offer must be application/sdp, alone or with a command");
    }
    Multipart parts = parts(request);
    String description =
        parts
            .first(SessionDescription.MIME_TYPE)
            .orElseThrow(() -> refused(403, "the body has no session description"));
    String command =
        parts
            .first(IptvProfile.COMMAND_TYPE)
            .orElseThrow(() -> refused(403, "the body has no " + IptvProfile.COMMAND_TYPE));
    return change(impu, state, sdp(description), command(command, 403));
  }

  private Decision change(
      String impu, BroadcastState state, SessionDescription offer, IptvCommand command)
      throws Refused, DatabaseUnavailableException {
    Optional<BroadcastService> service = service(offer);
    if (command != null && command.kind() == Kind.SWITCH_TO_TM) {
      return timeShift(impu, state, command);
    }
    if (command != null && command.kind() != Kind.SWITCH_TO_BC) {
      throw refused(403, "a re-INVITE cannot report a switch of channels");
    }
    if (service.isEmpty() && command == null) {
      return Decision.UNCHANGED;
    }
    BroadcastService wanted = service.orElse(new BroadcastService(state.channelId(), null));
    Channel channel = judge(impu, wanted);
    boolean stays = state.timeShifted() && command == null;
    if (stays && !channel.id().equals(state.channelId())) {
      throw refused(403, "the session is time-shifted: only SwitchToBC leads back");
    }
    return new Decision(null, new BroadcastState(channel.id(), stays), null);
  }

  private Decision timeShift(String impu, BroadcastState state, IptvCommand command)
      throws Refused, DatabaseUnavailableException {
    Channel channel = judge(impu, new BroadcastService(command.serviceId(), null));
    if (!channel.id().equals(state.channelId())) {
      throw refused(403, "the bookmark is of another channel than the session's");
    }
    if (!channel.timeShift()) {
      String text = channel.title() + " is not recorded";
      throw refused(Refusal.iptv(488, "not-recorded", text));
    }
    return new Decision(null, new BroadcastState(channel.id(), true), null);
  }

  /** The channel of this service, which the user may watch. */
  private Channel judge(String impu, BroadcastService service)
      throws Refused, DatabaseUnavailableException {
    Optional<Channel> channel = Optional.empty();
    Optional<BroadcastServiceId> id = BroadcastServiceId.parse(service.serviceId());
    if (id.isPresent() && id.get().isOf(domain)) {
      channel = rights.channel(id.get().serviceName());
    }
    Optional<Refusal> refusal = RightsDecision.ofChannel(Optional.of(rights.viewer(impu)), channel);
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
    String named = service.packageId();
    if (named != null && !named.equals(channel.orElseThrow().packageId())) {
      String text = channel.orElseThrow().title() + " is not in the package " + named;
      throw refused(Refusal.iptv(403, "package", text));
    }
    return channel.orElseThrow();
  }

  private static boolean isSdp(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
    return type.toLowerCase(Locale.ROOT).equals(SessionDescription.MIME_TYPE);
  }

  private static String text(Request request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static SessionDescription sdp(String text) throws Refused {
    try {
      return SdpParser.parse(text);
    } catch (SdpException e) {
      throw refused(488, e.getMessage() + ": " + e.line());
    }
  }

  private static Optional<BroadcastService> service(SessionDescription offer) throws Refused {
    try {
      return BroadcastService.of(offer).filter(service -> service.serviceId() != null);
    } catch (SdpException e) {
      throw refused(488, e.getMessage() + ": " + e.line());
    }
  }

  private static Multipart parts(Request request) throws Refused {
    try {
      return Multipart.parse(request.contentType(), request.body());
    } catch (MultipartException e) {
      throw refused(403, e.getMessage());
    }
  }

  private static IptvCommand command(String xml, int status) throws Refused {
    try {
      return IptvCommand.parse(xml);
    } catch (XmlException e) {
      throw refused(status, e.getMessage());
    }
  }

  private static Refused refused(int status, String text) {
    return refused(Refusal.of(status, text));
  }

  private static Refused refused(Refusal refusal) {
    return new Refused(refusal);
  }
}
