/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.sip;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.TimerService;
import org.castbridge.mcf.McfLog;
import org.castbridge.mcf.McfService;
import org.castbridge.mcf.session.Capabilities;
import org.castbridge.mcf.session.ContentOffer;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.ControlledSession.Dialogue;
import org.castbridge.mcf.session.EndReason;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.mcf.session.SetUpRefusal;
import org.castbridge.mcf.session.Showing;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.sdp.SessionDescription;
import org.castbridge.signalling.xml.IptvCommand;
import org.mobicents.javax.servlet.sip.SipSessionsUtilExt;

/** Entry of every SIP message of the Media Control Function. */
@javax.servlet.sip.annotation.SipServlet(
    name = MediaControlServlet.NAME,
    applicationName = MediaControlServlet.NAME,
    loadOnStartup = 1)
public class MediaControlServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  static final String NAME = "mcf";

  // Over UDP an answer is sent again after 0.5, 1.5, 3.5 s, and its ACK may be late by T4 (RFC 3261
  // section 17.2.1).
  private static final long ACK_MILLIS = 6000;

  /** Attribute of an application session: the id of our session. */
  static final String SESSION = "org.castbridge.mcf.session";

  private static final Set<String> ALLOWED = Set.of(SipAnswers.ALLOW.split(", "));

  @Inject private transient McfService service;
  @Resource private transient SipSessionsUtil sessions;
  @Resource private transient TimerService timers;

  private transient MediaControl control;
  private transient Dialogues dialogues;
  private transient SipAnswers answers;

  @Override
  public void init() throws ServletException {
    super.init();
    control = service.control();
    answers = new SipAnswers(service.agent());
    dialogues = new Dialogues((SipSessionsUtilExt) sessions);
    control.connect(dialogues);
  }

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    try {
      if (ALLOWED.contains(request.getMethod())) {
        super.doRequest(request);
      } else {
        SipAnswers.plain(
            request, SipServletResponse.SC_METHOD_NOT_ALLOWED, Map.of("Allow", SipAnswers.ALLOW));
        forget(request);
      }
    } catch (RuntimeException e) {
      McfLog.LOG.sipFailed(request.getMethod(), request.getTo().getURI(), e);
      if (!request.getMethod().equals("ACK")) {
        answers.refuse(request, SetUpRefusal.internal());
      }
    }
  }

  @Override
  protected void doInvite(SipServletRequest request) throws IOException {
    try {
      if (request.isInitial()) {
        begin(request);
      } else {
        repeat(request);
      }
    } catch (SetUpRefusal e) {
      refuse(request, e);
    }
  }

  private void begin(SipServletRequest request) throws IOException, SetUpRefusal {
    Optional<String> contentId = contentId(request);
    if (contentId.isEmpty() && !isBroadcast(request)) {
      throw SetUpRefusal.unknownFilm();
    }
    String sdp = SipAnswers.sdp(request);
    if (sdp.isEmpty()) {
      throw SetUpRefusal.noOffer();
    }
    ContentOffer offer = ContentOffer.parse(sdp);
    Showing showing = contentId.isEmpty() ? Showing.of(offer.broadcast()) : null;
    SipApplicationSession application = request.getApplicationSession();
    application.setExpires(
        0); // a film is longer than any default; we end what falls silent ourselves
    application.setInvalidateWhenReady(true);
    Dialogue dialogue = new Dialogue(application.getId(), request.getSession().getId());
    ControlledSession session =
        showing == null
            ? control.open(contentId.get(), offer, dialogue)
            : control.open(showing, offer, dialogue);
    application.setAttribute(SESSION, session.id());
    control
        .setUp(session, request.getHeader("P-Access-Network-Info"))
        .whenComplete(
            (answer, thrown) ->
                dialogues.run(dialogue, "answer", app -> answer(request, session, answer, thrown)));
  }

  private boolean isBroadcast(SipServletRequest request) {
    return request.getTo().getURI() instanceof SipURI uri
        && service.identities().isBroadcast(uri.getUser());
  }

  private Optional<String> contentId(SipServletRequest request) {
    return request.getTo().getURI() instanceof SipURI uri
        ? service.identities().contentId(uri.getUser())
        : Optional.empty();
  }

  private void answer(
      SipServletRequest request, ControlledSession session, String answer, Throwable thrown)
      throws IOException {
    if (thrown != null || session.isEnded()) {
      notAnswered(request, thrown == null ? SetUpRefusal.unavailable() : SetUpRefusal.of(thrown));
      return;
    }
    try {
      answers.ok(request, answer);
    } catch (IOException | RuntimeException e) {
      control.end(session, EndReason.SET_UP_FAILED);
      throw e;
    }
  }

  // If it was cancelled meanwhile, the container has answered 487.
  private void notAnswered(SipServletRequest request, SetUpRefusal refusal) throws IOException {
    try {
      refuse(request, refusal);
    } catch (IllegalStateException e) {
      McfLog.LOG.tracef("INVITE had its answer: %s", e.getMessage());
    }
  }

  // Sessions of a refused INVITE must outlive the ACK, of which the engine does not tell us; left
  // alone they would stay
  // for minutes. See SessionWatch for their end.
  private void refuse(SipServletRequest request, SetUpRefusal refusal) throws IOException {
    if (request.isCommitted()) {
      return;
    }
    answers.refuse(request, refusal);
    if (request.isInitial()) {
      timers.createTimer(request.getApplicationSession(), ACK_MILLIS, false, SESSION);
    }
  }

  private void repeat(SipServletRequest request) throws IOException, SetUpRefusal {
    Optional<ControlledSession> session = session(request);
    if (session.isEmpty()) {
      SipAnswers.plain(request, SipServletResponse.SC_CALL_LEG_DONE, Map.of());
      return;
    }
    SipAnswers.Bodies bodies = SipAnswers.bodies(request);
    String sdp = bodies.sdp();
    if (!sdp.isEmpty() && session.get().showing().isPresent()) {
      change(request, session.get(), bodies);
      return;
    }
    if (bodies.command() != null) {
      throw SetUpRefusal.notChangeable();
    }
    if (!sdp.isEmpty() && !session.get().isRepeatedBy(sdp)) {
      throw SetUpRefusal.notChangeable();
    }
    boolean withAnswer = !sdp.isEmpty() || request.getMethod().equals("INVITE");
    answers.ok(request, withAnswer ? session.get().answer() : "");
  }

  private void change(
      SipServletRequest request, ControlledSession session, SipAnswers.Bodies bodies)
      throws SetUpRefusal {
    control
        .broadcasts()
        .change(session, bodies.sdp(), bodies.command())
        .whenComplete((answer, thrown) -> later(request, session, answer, thrown));
  }

  /** Answers a request within a session when what it asks for is done, or cannot be. */
  private void later(
      SipServletRequest request, ControlledSession session, String answer, Throwable thrown) {
    dialogues.run(
        session.dialogue(),
        "answer",
        app -> {
          if (thrown == null) {
            answers.ok(request, answer);
          } else {
            answers.refuse(request, SetUpRefusal.of(thrown));
          }
        });
  }

  @Override
  protected void doUpdate(SipServletRequest request) throws IOException {
    try {
      repeat(request);
    } catch (SetUpRefusal e) {
      answers.refuse(request, e);
    }
  }

  @Override
  protected void doAck(SipServletRequest request) {
    session(request).ifPresent(session -> session.acknowledged(control.now()));
  }

  @Override
  protected void doCancel(SipServletRequest request) {
    session(request).ifPresent(session -> control.end(session, EndReason.CANCELLED));
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    answers.ok(request, "");
    session(request).ifPresent(session -> control.end(session, EndReason.BYE_RECEIVED));
  }

  @Override
  protected void doPrack(SipServletRequest request) throws IOException {
    // No answer of ours is provisional and reliable, so there is nothing to acknowledge (RFC 3262
    // section 3).
    SipAnswers.plain(request, SipServletResponse.SC_CALL_LEG_DONE, Map.of());
  }

  @Override
  protected void doInfo(SipServletRequest request) throws IOException {
    String infoPackage = request.getHeader("Info-Package");
    Optional<ControlledSession> session = session(request).filter(one -> one.showing().isPresent());
    boolean report =
        infoPackage == null
            ? IptvProfile.isZapReport(request.getContentType())
            : infoPackage.split(";", 2)[0].trim().equals(IptvProfile.CONTENT_REPORTING);
    if (report && session.isPresent()) {
      zap(request, session.get());
    } else if (infoPackage != null) {
      SipAnswers.plain(request, 469, Map.of("Recv-Info", "")); // RFC 6086 section 4.2.2
    } else {
      answers.ok(request, "");
    }
  }

  private void zap(SipServletRequest request, ControlledSession session) throws IOException {
    try {
      IptvCommand command = SipAnswers.report(request);
      if (command.kind() != IptvCommand.Kind.SWITCH) {
        throw SetUpRefusal.badReport("an INFO can report a switch of channels only");
      }
      control
          .broadcasts()
          .zap(session, command.serviceId())
          .whenComplete((done, thrown) -> later(request, session, "", thrown));
    } catch (SetUpRefusal e) {
      answers.refuse(request, e);
    }
  }

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    Optional<String> contentId = contentId(request);
    String accept = request.getHeader("Accept");
    boolean wanted =
        accept == null || accept.contains(SessionDescription.MIME_TYPE) || accept.contains("*/*");
    if (!request.isInitial() || contentId.isEmpty() || !wanted) {
      answers.ok(request, "");
      forget(request);
      return;
    }
    Dialogue dialogue =
        new Dialogue(request.getApplicationSession().getId(), request.getSession().getId());
    control
        .describe(contentId.get())
        .whenComplete(
            (asset, thrown) ->
                dialogues.run(
                    dialogue,
                    "answer",
                    app -> {
                      if (thrown != null || asset.isEmpty()) {
                        answers.refuse(request, SetUpRefusal.unknownFilm());
                      } else {
                        answers.ok(request, Capabilities.of(asset.get(), service.agent()));
                      }
                      app.invalidate();
                    }));
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    // Only BYE is sent from here. Whatever the answer, the dialogue is over.
    SipApplicationSession application = response.getApplicationSession(false);
    if (response.getStatus() >= 200 && application != null && application.isValid()) {
      application.invalidate();
    }
  }

  private Optional<ControlledSession> session(SipServletRequest request) {
    SipApplicationSession application = request.getApplicationSession(false);
    if (application == null || !application.isValid()) {
      return Optional.empty();
    }
    return Optional.ofNullable((String) application.getAttribute(SESSION))
        .flatMap(control.sessions()::find);
  }

  /** A request outside a dialogue leaves nothing behind. */
  private static void forget(SipServletRequest request) {
    if (request.isInitial()) {
      request.getApplicationSession().invalidate();
    }
  }
}
