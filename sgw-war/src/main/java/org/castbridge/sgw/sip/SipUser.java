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
  /** Attribute of a request: what its answer is known by in the control engine. */
  private static final String TICKET = "org.castbridge.sgw.ticket";

  private final SipHandler handler;
  private final GatewayConfig config;
  private final SipConformance conformance;
  private final String token;
  private final Consumer<Input> inbox;
  private final Map<String, SipServletRequest> invites = new HashMap<>();
  private final Map<String, String> offers = new HashMap<>();
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
      } else if (command instanceof Output.Report report) {
        sendReport(report);
      } else if (command instanceof Output.Change change) {
        sendChange(change);
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
    } else if (command instanceof Output.Report report) {
      inbox.accept(new Input.ChangeReply(report.session(), report.ticket(), unavailable, null));
    } else if (command instanceof Output.Change change) {
      inbox.accept(new Input.ChangeReply(change.session(), change.ticket(), unavailable, null));
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
    offers.put(command.session(), command.sdp());
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
    dialogue(command.session()).createRequest("BYE").send();
  }

  private void sendReport(Output.Report command) throws IOException {
    SipServletRequest request = builder.report(command, dialogue(command.session()));
    request.setAttribute(TICKET, command.ticket());
    request.send();
  }

  private void sendChange(Output.Change command) throws IOException {
    SipServletRequest request = builder.change(command, dialogue(command.session()));
    request.setAttribute(TICKET, command.ticket());
    offers.put(command.session(), command.sdp());
    request.send();
  }

  private SipSession dialogue(String session) throws IOException {
    SipServletRequest invite = invites.get(session);
    if (invite == null) {
      throw new IOException("no such dialogue");
    }
    return invite.getSession();
  }

  /** A response came; called under the application session's lock. */
  void receive(SipServletResponse response) {
    switch (response.getMethod()) {
      case "REGISTER" -> registered(response);
      case "SUBSCRIBE" -> subscribed(response);
      case "INVITE" -> {
        if (response.getRequest().getAttribute(TICKET) == null) {
          invited(response);
        } else {
          changed(response);
        }
      }
      case "INFO" -> changed(response);
      case "BYE" -> {
        if (response.getStatus() >= 200) {
          String call = (String) response.getSession().getAttribute(SipHandler.CALL);
          forget(call);
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
        forget(call);
      }
      byte[] body = status >= 200 && status < 300 ? response.getRawContent() : null;
      inbox.accept(conformance.invite(call, status, SgwSipServlet.headers(response), body));
    } catch (IOException | IllegalStateException e) {
      GatewayLog.LOG.sipNotSent("ACK", String.valueOf(e));
      inbox.accept(new Input.InviteReply(call, SipStatus.of(503), null));
    }
  }

  /** An INFO or a re-INVITE of ours was answered. */
  private void changed(SipServletResponse response) {
    String call = (String) response.getSession().getAttribute(SipHandler.CALL);
    int status = response.getStatus();
    if (status < 200 || !(response.getRequest().getAttribute(TICKET) instanceof Integer ticket)) {
      return;
    }
    try {
      boolean accepted = status < 300 && response.getMethod().equals("INVITE");
      if (accepted) {
        response.createAck().send();
      }
      byte[] body = accepted ? response.getRawContent() : null;
      var reply = conformance.invite(call, status, SgwSipServlet.headers(response), body);
      inbox.accept(new Input.ChangeReply(call, ticket, reply.status(), reply.sdp()));
    } catch (IOException | IllegalStateException e) {
      GatewayLog.LOG.sipNotSent("ACK", String.valueOf(e));
      inbox.accept(new Input.ChangeReply(call, ticket, SipStatus.of(503), null));
    }
  }

  private void forget(String call) {
    invites.remove(call);
    offers.remove(call);
  }

  /** BYE from the network was answered. */
  void byeReceived(String call) {
    forget(call);
    inbox.accept(new Input.PeerBye(call));
  }

  /** The last SDP we sent in a session, for its refresh; null when there is none. */
  byte[] localDescription(String call) {
    String sdp = offers.get(call);
    return sdp == null ? null : sdp.getBytes(StandardCharsets.UTF_8);
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
