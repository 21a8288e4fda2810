/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ListIterator;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import org.castbridge.sgw.GatewayConfig;
import org.castbridge.sgw.control.DigestResponse;
import org.castbridge.sgw.control.Output;
import org.castbridge.signalling.ims.DigestCredentials;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.Multipart;
import org.castbridge.signalling.sdp.SessionDescription;

/** Builds the requests of one user on Gm. */
final class SipMessageBuilder {
  /** What we take within a dialogue or to our contact. */
  static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY, MESSAGE";

  private static final String SERVICE = "urn:urn-7:3gpp-service.ims.icsi.iptv";

  private final SipFactory factory;
  private final GatewayConfig config;
  private final String contactUser;
  private final String instance;
  private List<String> serviceRoute = List.of();

  /**
   * For one user.
   *
   * @param contactUser user part of the contact to register
   * @param instance UUID of this user agent (RFC 5626 clause 4.1)
   */
  SipMessageBuilder(SipFactory factory, GatewayConfig config, String contactUser, String instance) {
    this.factory = factory;
    this.config = config;
    this.contactUser = contactUser;
    this.instance = instance;
  }

  /** Service-Route of the 2xx to REGISTER (RFC 3608). */
  void setServiceRoute(List<String> uris) {
    serviceRoute = List.copyOf(uris);
  }

  /**
   * REGISTER.
   *
   * @param session of the REGISTER before, or null: then a new one is made
   */
  SipServletRequest register(
      Output.Register command, SipApplicationSession application, SipSession session)
      throws ServletParseException {
    String impu = "sip:" + command.impi();
    SipServletRequest request =
        session == null
            ? factory.createRequest(application, "REGISTER", impu, impu)
            : session.createRequest("REGISTER");
    request.setRequestURI(factory.createURI("sip:" + config.domain()));
    request.setHeader("Authorization", authorization(command));
    request.setHeader("Contact", contact());
    request.setHeader("Expires", Integer.toString(command.expires()));
    request.setHeader("Supported", "path");
    accessNetwork(request);
    push(request, config.route());
    return request;
  }

  private String authorization(Output.Register command) {
    DigestResponse digest = command.digest();
    String registrar = "sip:" + config.domain();
    if (digest == null) {
      // 3GPP TS 24.229 clause 5.1.1.2: who we are stands in the first REGISTER already
      return DigestCredentials.initial(command.impi(), config.domain(), registrar).toString();
    }
    return new DigestCredentials(
            command.impi(),
            digest.realm(),
            digest.nonce(),
            digest.uri(),
            digest.response(),
            digest.algorithm(),
            digest.qop(),
            digest.qop() == null ? null : digest.nc(),
            digest.qop() == null ? null : digest.cnonce(),
            digest.opaque())
        .toString();
  }

  private String contact() {
    return "<sip:%s@%s:%d;transport=%s;app=sgw>;+sip.instance=\"<urn:uuid:%s>\";+g.3gpp.icsi-ref=\"%s\""
        .formatted(
            contactUser,
            config.address(),
            config.sipPort(),
            config.sipTransport(),
            instance,
            IptvProfile.ICSI_REF);
  }

  /** SUBSCRIBE to ua-profile; within the dialogue where there is one. */
  SipServletRequest subscribe(
      int expires, String identity, SipApplicationSession application, SipSession session)
      throws ServletParseException {
    SipServletRequest request;
    if (session == null) {
      String sdf = config.discoveryUri();
      request = factory.createRequest(application, "SUBSCRIBE", identity, sdf);
      initial(request, identity);
    } else {
      request = session.createRequest("SUBSCRIBE");
    }
    request.setHeader("Event", config.profile().discoveryEvent());
    request.setHeader("Accept", config.profile().discoveryType());
    request.setHeader("Expires", Integer.toString(expires));
    return request;
  }

  /** INFO that another service is watched, in the form of the profile. */
  SipServletRequest report(Output.Report command, SipSession dialogue) throws IOException {
    IptvProfile profile = config.profile();
    SipServletRequest request = dialogue.createRequest("INFO");
    if (profile == IptvProfile.OIPF) {
      request.setHeader("Info-Package", IptvProfile.CONTENT_REPORTING);
      request.setHeader("Content-Disposition", "Info-Package"); // RFC 6086 section 4.2.1
    }
    request.setContent(command.command().toXml(profile), profile.zapReportType());
    return request;
  }

  /** Re-INVITE: the same media, another service, or the way to time-shifted television and back. */
  SipServletRequest change(Output.Change command, SipSession dialogue) throws IOException {
    SipServletRequest request = dialogue.createRequest("INVITE");
    request.setHeader("Allow", ALLOW);
    if (command.command() == null) {
      request.setContent(command.sdp(), SessionDescription.MIME_TYPE);
      return request;
    }
    Multipart body =
        new Multipart(
            List.of(
                new Multipart.Part(SessionDescription.MIME_TYPE, command.sdp()),
                new Multipart.Part(
                    IptvProfile.COMMAND_TYPE, command.command().toXml(config.profile()))));
    request.setContent(body.toString().getBytes(StandardCharsets.UTF_8), body.contentType());
    return request;
  }

  /** INVITE to the public service identity of a film, or to that of television. */
  SipServletRequest invite(
      Output.Invite command, String identity, SipApplicationSession application)
      throws ServletParseException, IOException {
    String service =
        command.contentId() == null
            ? config.identities().broadcastUri()
            : config.identities().contentUri(command.contentId());
    SipServletRequest request = factory.createRequest(application, "INVITE", identity, service);
    initial(request, identity);
    request.setHeader("Accept", "application/sdp");
    request.setHeader("Allow", ALLOW);
    request.setContent(command.sdp(), "application/sdp");
    return request;
  }

  private void initial(SipServletRequest request, String identity) throws ServletParseException {
    // Only a hint: Core IMS asserts the identity (RFC 3325)
    request.setHeader("P-Preferred-Identity", "<" + identity + ">");
    request.setHeader("P-Preferred-Service", SERVICE);
    accessNetwork(request);
    route(request);
  }

  private void accessNetwork(SipServletRequest request) {
    if (!config.accessNetwork().isEmpty()) {
      request.setHeader("P-Access-Network-Info", config.accessNetwork());
    }
  }

  /**
   * The outbound proxy, then the Service-Route (3GPP TS 24.229 clause 5.1.2A.1); only the latter
   * when it starts there.
   */
  private void route(SipServletRequest request) throws ServletParseException {
    ListIterator<String> backwards = serviceRoute.listIterator(serviceRoute.size());
    while (backwards.hasPrevious()) {
      push(request, backwards.previous());
    }
    if (serviceRoute.isEmpty() || !samePlace(serviceRoute.get(0), config.route())) {
      push(request, config.route());
    }
  }

  private boolean samePlace(String one, String other) throws ServletParseException {
    return factory.createURI(one) instanceof SipURI first
        && factory.createURI(other) instanceof SipURI second
        && first.getHost().equalsIgnoreCase(second.getHost())
        && port(first) == port(second);
  }

  private static int port(SipURI uri) {
    return uri.getPort() > 0 ? uri.getPort() : 5060;
  }

  private void push(SipServletRequest request, String uri) throws ServletParseException {
    Address route = factory.createAddress("<" + uri + ">");
    ((SipURI) route.getURI()).setLrParam(true);
    request.pushRoute(route);
  }
}
