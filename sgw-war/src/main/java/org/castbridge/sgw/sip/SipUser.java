/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.castbridge.sgw.GatewayConfig;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.SerialQueue;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output;
import org.castbridge.sgw.control.SipStatus;

/**
 * Sends for one user and takes the answers: one application session, in it the SIP sessions of the
 * registration, the subscription and the films. All work runs under the application session's lock.
 */
public final class SipUser {
  private final SipHandler handler;
  private final GatewayConfig config;
  private final SipConformance conformance;
  private final String token;
  private final Consumer<Input> inbox;
  private final Map<String, SipServletRequest> invites = new HashMap<>();
  private final SerialQueue queue;
  private volatile SipApplicationSession application;
  private SipMessageBuilder builder;
  private String contactUser = "";
  private String privateIdentity;
  private String identity;
  private SipServletRequest register;
  private int registerExpires;
  private SipSession subscription;
  private int subscribeExpires;

  SipUser(SipHandler handler, GatewayConfig config, String token, Consumer<Input> inbox) {
    this.handler = handler;
    this.config = config;
    this.conformance = new SipConformance(config.profile());
    this.token = token;
    this.inbox = inbox;
    this.queue = new SerialQueue(work -> handler.schedule(application.getId(), work));
  }

  /** Does what the control engine asks for; returns at once. */
  public void perform(Output.Sip command) {
    try {
      if (application == null) {
        application = handler.createSession(token);
      }
      queue.execute(() -> send(command));
    } catch (RuntimeException e) {
      notSent(command, e);
    }
  }

  /** Frees everything the user holds in the SIP container. */
  public void free() {
    SipApplicationSession session = application;
    if (session == null) {
      return;
    }
    try {
      queue.execute(
          () -> {
            handler.releaseContact(contactUser, this);
            if (session.isValid()) {
              session.invalidate();
            }
          });
    } catch (RuntimeException e) {
      handler.releaseContact(contactUser, this);
      GatewayLog.LOG.debug("the SIP container has freed the user already", e);
    }
  }

  private void send(Output.Sip command) {
    try {
      if (command instanceof Output.Register register) {
        sendRegister(register);
      } else if (command instanceof Output.Subscribe subscribe) {
        sendSubscribe(subscribe);
      } else if (command instanceof Output.Invite invite) {
        sendInvite(invite);
      } else if (command instanceof Output.Cancel cancel) {
        sendCancel(cancel);
      } else if (command instanceof Output.Bye bye) {
        sendBye(bye);
      }
    } catch (IOException | ServletParseException | RuntimeException e) {
      notSent(command, e);
    }
  }

  private void notSent(Output.Sip command, Exception cause) {
    GatewayLog.LOG.sipNotSent(command.getClass().getSimpleName(), String.valueOf(cause));
    GatewayLog.LOG.debug("SIP not sent", cause);
    SipStatus unavailable = SipStatus.of(503);
    if (command instanceof Output.Register) {
      inbox.accept(new Input.RegisterReply(unavailable, List.of(), false, 0, 0, List.of()));
    } else if (command instanceof Output.Subscribe) {
      subscription = null;
      inbox.accept(new Input.SubscribeReply(unavailable, 0));
    } else if (command instanceof Output.Invite invite) {
      inbox.accept(new Input.InviteReply(invite.session(), unavailable, null));
    } else if (command instanceof Output.Cancel cancel) {
      inbox.accept(new Input.InviteReply(cancel.session(), unavailable, null));
    } else if (command instanceof Output.Bye bye) {
      inbox.accept(new Input.ByeReply(bye.session()));
    }
  }

  private void sendRegister(Output.Register command) throws ServletParseException, IOException {
    identify(command.impi());
    SipSession session = register == null ? null : register.getSession();
    SipServletRequest request = builder.register(command, application, session);
    request.getSession().setInvalidateWhenReady(false);
    register = request;
    registerExpires = command.expires();
    request.send();
  }

  /** Another name may be tried as long as nobody is registered. */
  private void identify(String impi) {
    if (impi.equals(privateIdentity)) {
      return;
    }
    handler.releaseContact(contactUser, this);
    contactUser = handler.claimContact(impi.substring(0, impi.indexOf('@')), this);
    builder = new SipMessageBuilder(handler.factory(), config, contactUser, instance());
    privateIdentity = impi;
    identity = "sip:" + impi;
    register = null;
  }

  /** The same contact is the same user agent (RFC 5626 clause 4.1), also after a restart. */
  private String instance() {
    String name = contactUser + "@" + config.address() + ":" + config.sipPort();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void sendSubscribe(Output.Subscribe command) throws ServletParseException, IOException {
    boolean alive = subscription != null && subscription.isValid();
    SipServletRequest request =
        builder.subscribe(command.expires(), identity, application, alive ? subscription : null);
    subscription = request.getSession();
    subscribeExpires = command.expires();
    request.send();
  }

  private void sendInvite(Output.Invite command) throws ServletParseException, IOException {
    SipServletRequest request = builder.invite(command, identity, application);
    request.getSession().setAttribute(SipHandler.CALL, command.session());
    invites.put(command.session(), request);
    request.send();
  }

  private void sendCancel(Output.Cancel command) throws IOException {
    SipServletRequest invite = invites.get(command.session());
    if (invite == null) {
      throw new IOException("no such INVITE");
    }
    try {
      invite.createCancel().send();
    } catch (IllegalStateException e) {
      // The final answer is there already and on its way to the control engine.
      GatewayLog.LOG.debug("nothing left to CANCEL", e);
    }
  }

  private void sendBye(Output.Bye command) throws IOException {
    SipServletRequest invite = invites.get(command.session());
    if (invite == null) {
      throw new IOException("no such dialogue");
    }
    invite.getSession().createRequest("BYE").send();
  }

  /** A response came; called under the application session's lock. */
  void receive(SipServletResponse response) {
    switch (response.getMethod()) {
      case "REGISTER" -> registered(response);
      case "SUBSCRIBE" -> subscribed(response);
      case "INVITE" -> invited(response);
      case "BYE" -> {
        if (response.getStatus() >= 200) {
          String call = (String) response.getSession().getAttribute(SipHandler.CALL);
          invites.remove(call);
          inbox.accept(new Input.ByeReply(call));
        }
      }
      default ->
          GatewayLog.LOG.debugf("%s answered with %d", response.getMethod(), response.getStatus());
    }
  }

  private void registered(SipServletResponse response) {
    boolean latest = response.getHeader("CSeq").equals(register.getHeader("CSeq"));
    if (response.getStatus() < 200 || !latest) {
      return;
    }
    SipHeaders headers = SgwSipServlet.headers(response);
    try {
      Input.RegisterReply reply =
          conformance.register(response.getStatus(), headers, contactUser, registerExpires);
      if (reply.status().isSuccess()) {
        List<String> route = SipConformance.addresses(headers, "Service-Route");
        builder.setServiceRoute(route);
        identity = reply.identities().isEmpty() ? identity : reply.identities().get(0);
      }
      inbox.accept(reply);
    } catch (SipConformanceException e) {
      GatewayLog.LOG.sipNotConforming("response to REGISTER", e.getMessage());
      SipStatus status = SipStatus.of(e.status());
      inbox.accept(new Input.RegisterReply(status, List.of(), false, 0, 0, List.of()));
    }
  }

  private void subscribed(SipServletResponse response) {
    if (response.getStatus() < 200) {
      return;
    }
    if (response.getStatus() >= 300) {
      subscription = null; // RFC 6665 clause 4.1.2.2: a refused renewal needs a new dialogue
    }
    inbox.accept(
        conformance.subscribe(
            response.getStatus(), SgwSipServlet.headers(response), subscribeExpires));
  }

  private void invited(SipServletResponse response) {
    String call = (String) response.getSession().getAttribute(SipHandler.CALL);
    int status = response.getStatus();
    try {
      if (status >= 200 && status < 300) {
        response.createAck().send();
      } else if (status >= 300) {
        invites.remove(call);
      }
      byte[] body = status >= 200 && status < 300 ? response.getRawContent() : null;
      inbox.accept(conformance.invite(call, status, SgwSipServlet.headers(response), body));
    } catch (IOException | IllegalStateException e) {
      GatewayLog.LOG.sipNotSent("ACK", String.valueOf(e));
      inbox.accept(new Input.InviteReply(call, SipStatus.of(503), null));
    }
  }

  /** BYE from the network was answered. */
  void byeReceived(String call) {
    invites.remove(call);
    inbox.accept(new Input.PeerBye(call));
  }

  /** The SDP we sent in a film's INVITE, for a session refresh; null when there is none. */
  byte[] localDescription(String call) throws IOException {
    SipServletRequest invite = invites.get(call);
    return invite == null ? null : invite.getRawContent();
  }

  SipConformance conformance() {
    return conformance;
  }

  /** Service attachment information came. */
  void attachment(Input.ServiceAttachment attachment) {
    if (attachment.terminated()) {
      subscription = null;
    }
    inbox.accept(attachment);
  }
}
