/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.message;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.message.Request;
import org.castbridge.sip.container.guard.Admission;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletRequestImpl;

/**
 * The engine's request as a Jakarta Servlet 6 request. SIP has no asynchronous dispatch: a SIP
 * servlet simply answers later.
 */
public class JakartaSipRequest extends SipServletRequestImpl {
  /**
   * What {@code javax.servlet.sip.SipServlet} says when a servlet does not override the method's
   * handler.
   */
  private static final String DEFAULT_REASON = "Request not handled by app";

  private static final int SC_SERVER_INTERNAL_ERROR = 500;
  private static final int SC_METHOD_NOT_ALLOWED = 405;

  /** For deserialisation by the engine. */
  public JakartaSipRequest() {}

  public JakartaSipRequest(
      Request request,
      SipFactoryImpl sipFactory,
      MobicentsSipSession session,
      Transaction transaction,
      Dialog dialog,
      boolean createDialog) {
    super(request, sipFactory, session, transaction, dialog, createDialog);
  }

  /**
   * A method no RFC knows, which the servlet leaves to the default of JSR 289 (500, "not handled"),
   * is answered with 405 and the methods that are known (RFC 3261 8.2.1).
   */
  @Override
  public SipServletResponse createResponse(int status, String reason) {
    if (status != SC_SERVER_INTERNAL_ERROR
        || !DEFAULT_REASON.equals(reason)
        || Admission.KNOWN_METHODS.contains(getMethod())) {
      return super.createResponse(status, reason);
    }
    SipServletResponse response = super.createResponse(SC_METHOD_NOT_ALLOWED, null);
    response.setHeader("Allow", Admission.allow());
    return response;
  }

  /**
   * JSR 289 5.6.1: the parameters of the own Route that was on top, else those of the Request-URI.
   */
  @Override
  public Map<String, String[]> getParameterMap() {
    Address popped = getPoppedRoute();
    URI uri = popped == null ? getRequestURI() : popped.getURI();
    Map<String, String[]> parameters = new LinkedHashMap<>();
    if (uri instanceof SipURI sip) {
      Iterator<String> names = sip.getParameterNames();
      while (names.hasNext()) {
        String name = names.next();
        parameters.put(name, new String[] {sip.getParameter(name)});
      }
    }
    return parameters;
  }

  @Override
  public ServletContext getServletContext() {
    MobicentsSipSession session = getSipSession();
    return session == null ? null : session.getServletContext();
  }

  @Override
  public long getContentLengthLong() {
    return getContentLength();
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    throw noAsync();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    throw noAsync();
  }

  @Override
  public AsyncContext getAsyncContext() {
    throw noAsync();
  }

  private static IllegalStateException noAsync() {
    return new IllegalStateException(
        "SIP requests have no asynchronous dispatch; answer later instead");
  }

  @Override
  public String getRequestId() {
    return getProtocolRequestId();
  }

  /** The Via branch names a SIP transaction (RFC 3261 8.1.1.7). */
  @Override
  public String getProtocolRequestId() {
    Transaction transaction = getTransaction();
    return transaction == null ? "" : transaction.getBranchId();
  }

  @Override
  public ServletConnection getServletConnection() {
    return new SipConnection(getRemoteAddr() + ":" + getRemotePort(), getProtocol(), isSecure());
  }

  private record SipConnection(String id, String protocol, boolean secure)
      implements ServletConnection {
    @Override
    public String getConnectionId() {
      return id;
    }

    @Override
    public String getProtocol() {
      return protocol;
    }

    @Override
    public String getProtocolConnectionId() {
      return "";
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }
}
