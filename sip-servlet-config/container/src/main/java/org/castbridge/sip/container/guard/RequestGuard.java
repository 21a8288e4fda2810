/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import static org.castbridge.sip.container.SipMessages.LOG;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.HeaderFactory;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Response;
import org.castbridge.sip.container.application.SessionLocks;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * The stack's listener in front of the engine: admits, answers or drops each request, and counts
 * the refused ones.
 */
public final class RequestGuard implements SipListenerExt {
  /** RFC 3261 20.43: miscellaneous warning, text for a human. */
  private static final int MISCELLANEOUS_WARNING = 399;

  /** RFC 3261 8.1.1.6; some clients leave it out. */
  private static final int DEFAULT_MAX_FORWARDS = 70;

  private static final String WARNING_AGENT = "castbridge";

  private final SipApplicationDispatcher engine;
  private final Admission admission;
  private final NetworkRequestReader reader;
  private final AtomicLong refused = new AtomicLong();

  public RequestGuard(SipApplicationDispatcher engine, Admission admission, String domain) {
    this.engine = engine;
    this.admission = admission;
    this.reader = new NetworkRequestReader(engine, domain);
  }

  /** Requests refused or dropped since the start. */
  public long refused() {
    return refused.get();
  }

  @Override
  public void processRequest(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    Verdict verdict = admission.judge(reader.read(request));
    switch (verdict.action()) {
      case ADMIT -> admit(event, request);
      case DROP -> count(request, verdict);
      case REFUSE -> {
        count(request, verdict);
        refuse(event, request, verdict);
      }
    }
  }

  /**
   * Hands a request to the engine with its server transaction already made. The engine would make
   * it and then set timers on it, which fails with a 500 if a retransmission has set the
   * transaction going meanwhile; the timers are the stack's own defaults anyway.
   */
  private void admit(RequestEvent event, SIPRequest request) {
    if (event.getServerTransaction() != null || SIPRequest.ACK.equals(request.getMethod())) {
      withLocksChecked(() -> engine.processRequest(event));
      return;
    }
    try {
      if (request.getHeader(MaxForwardsHeader.NAME) == null) {
        request.setHeader(
            SipFactoryImpl.headerFactory.createMaxForwardsHeader(DEFAULT_MAX_FORWARDS));
      }
      ServerTransaction transaction =
          ((SipProvider) event.getSource()).getNewServerTransaction(request);
      RequestEvent ready =
          new RequestEvent(event.getSource(), transaction, event.getDialog(), request);
      withLocksChecked(() -> engine.processRequest(ready));
    } catch (TransactionAlreadyExistsException e) {
      LOG.tracef("retransmission of %s", request.getMethod());
    } catch (TransactionUnavailableException | InvalidArgumentException e) {
      LOG.refusalNotSent(request.getPeerPacketSourceAddress(), e.getMessage());
    }
  }

  private void count(SIPRequest request, Verdict verdict) {
    refused.incrementAndGet();
    LOG.refused(
        request.getMethod(),
        request.getRequestURI(),
        request.getPeerPacketSourceAddress(),
        verdict.status(),
        verdict.reason());
  }

  private void refuse(RequestEvent event, SIPRequest request, Verdict verdict) {
    try {
      Response response = response(request, verdict);
      transaction(event, request).sendResponse(response);
      engine.updateResponseStatistics(response, false);
    } catch (TransactionAlreadyExistsException e) {
      // A retransmission: the transaction repeats its answer by itself.
      LOG.tracef("retransmission of %s", request.getMethod());
    } catch (SipException | InvalidArgumentException | ParseException e) {
      LOG.refusalNotSent(request.getPeerPacketSourceAddress(), e.getMessage());
    }
  }

  private static ServerTransaction transaction(RequestEvent event, SIPRequest request)
      throws SipException {
    ServerTransaction known = event.getServerTransaction();
    return known != null
        ? known
        : ((SipProvider) event.getSource()).getNewServerTransaction(request);
  }

  private static Response response(SIPRequest request, Verdict verdict)
      throws ParseException, InvalidArgumentException {
    HeaderFactory headers = SipFactoryImpl.headerFactory;
    Response response = SipFactoryImpl.messageFactory.createResponse(verdict.status(), request);
    javax.sip.header.ToHeader to =
        (javax.sip.header.ToHeader) response.getHeader(javax.sip.header.ToHeader.NAME);
    if (to.getTag() == null) {
      to.setTag(Utils.getInstance().generateTag());
    }
    response.addHeader(
        headers.createWarningHeader(WARNING_AGENT, MISCELLANEOUS_WARNING, verdict.reason()));
    if (verdict.status() == Response.METHOD_NOT_ALLOWED) {
      response.addHeader(headers.createAllowHeader(Admission.allow()));
    }
    return response;
  }

  @Override
  public void processResponse(ResponseEvent event) {
    withLocksChecked(() -> engine.processResponse(event));
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    withLocksChecked(() -> engine.processTimeout(event));
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    withLocksChecked(() -> engine.processIOException(event));
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    withLocksChecked(() -> engine.processTransactionTerminated(event));
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    withLocksChecked(() -> engine.processDialogTerminated(event));
  }

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {
    withLocksChecked(() -> engine.processDialogTimeout(event));
  }

  /**
   * An exception between the engine's taking a lock and its try block would leave the call locked
   * for ever.
   */
  private static void withLocksChecked(Runnable work) {
    int depth = SessionLocks.depth();
    try {
      work.run();
    } finally {
      int left = SessionLocks.unwindTo(depth);
      if (left > 0) {
        LOG.locksLeft(left);
      }
    }
  }
}
