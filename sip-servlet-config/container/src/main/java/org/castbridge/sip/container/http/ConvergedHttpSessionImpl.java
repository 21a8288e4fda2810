/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Enumeration;
import javax.servlet.sip.SipApplicationSession;
import org.castbridge.sip.container.application.HttpSide;
import org.mobicents.servlet.sip.core.session.ConvergedSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;

/** An HTTP session that is tied, on request, to a SIP application session. */
final class ConvergedHttpSessionImpl implements ConvergedSession {
  /** Holds the application session's id, so that the tie lives as long as the HTTP session. */
  static final String APPLICATION_SESSION_ATTRIBUTE = "org.castbridge.sip.ApplicationSession";

  private final HttpSession delegate;
  private final HttpSide sip;
  private final EncodedUrl encoder;

  ConvergedHttpSessionImpl(HttpSession delegate, HttpSide sip, EncodedUrl encoder) {
    this.delegate = delegate;
    this.sip = sip;
    this.encoder = encoder;
  }

  @Override
  public SipApplicationSession getApplicationSession() {
    return getApplicationSession(true);
  }

  @Override
  public MobicentsSipApplicationSession getApplicationSession(boolean create) {
    String known = isValidIntern() ? (String) getAttribute(APPLICATION_SESSION_ATTRIBUTE) : null;
    MobicentsSipApplicationSession session = sip.applicationSession(known, create);
    if (session == null) {
      return null;
    }
    if (!session.getId().equals(known)) {
      tie(session);
    }
    return session.getFacade();
  }

  private void tie(MobicentsSipApplicationSession session) {
    setAttribute(APPLICATION_SESSION_ATTRIBUTE, session.getId());
    sip.tied(this);
    session.addHttpSession(this);
  }

  @Override
  public String encodeURL(String url) {
    return encoder.withSession(url, getId());
  }

  @Override
  public String encodeURL(String relativePath, String scheme) {
    return encoder.absolute(relativePath, scheme, getId());
  }

  @Override
  public boolean isValidIntern() {
    try {
      delegate.getLastAccessedTime();
      return true;
    } catch (IllegalStateException e) {
      return false; // the servlet API has no other question for it
    }
  }

  @Override
  public long getCreationTime() {
    return delegate.getCreationTime();
  }

  @Override
  public String getId() {
    return delegate.getId();
  }

  @Override
  public long getLastAccessedTime() {
    return delegate.getLastAccessedTime();
  }

  @Override
  public ServletContext getServletContext() {
    return delegate.getServletContext();
  }

  @Override
  public void setMaxInactiveInterval(int seconds) {
    delegate.setMaxInactiveInterval(seconds);
  }

  @Override
  public int getMaxInactiveInterval() {
    return delegate.getMaxInactiveInterval();
  }

  @Override
  public Object getAttribute(String name) {
    return delegate.getAttribute(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return delegate.getAttributeNames();
  }

  @Override
  public void setAttribute(String name, Object value) {
    delegate.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    delegate.removeAttribute(name);
  }

  @Override
  public void invalidate() {
    delegate.invalidate();
  }

  @Override
  public boolean isNew() {
    return delegate.isNew();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpSession session && session.getId().equals(getId());
  }

  @Override
  public int hashCode() {
    return getId().hashCode();
  }
}
