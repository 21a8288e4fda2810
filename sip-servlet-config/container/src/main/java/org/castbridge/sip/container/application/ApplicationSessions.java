/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.sip.ConvergedHttpSession;
import org.mobicents.servlet.sip.core.MobicentsSipFactory;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipManager;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionKey;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.core.session.SipStandardManagerDelegate;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * The sessions of one application: the engine's own tables, and the HTTP sessions tied to
 * application sessions.
 */
public final class ApplicationSessions extends SipStandardManagerDelegate implements SipManager {
  private final Map<String, ConvergedHttpSession> httpSessions = new ConcurrentHashMap<>();

  ApplicationSessions(SipContext context, MobicentsSipFactory sipFactory) {
    setContainer(context);
    setMobicentsSipFactory(sipFactory);
  }

  @Override
  public MobicentsSipApplicationSession getSipApplicationSession(
      MobicentsSipApplicationSessionKey key, boolean create) {
    return super.getSipApplicationSession((SipApplicationSessionKey) key, create);
  }

  @Override
  public MobicentsSipSession getSipSession(
      MobicentsSipSessionKey key,
      boolean create,
      MobicentsSipFactory sipFactory,
      MobicentsSipApplicationSession applicationSession) {
    return super.getSipSession(
        (SipSessionKey) key, create, (SipFactoryImpl) sipFactory, applicationSession);
  }

  @Override
  public void setMobicentsSipFactory(MobicentsSipFactory sipFactory) {
    setSipFactoryImpl((SipFactoryImpl) sipFactory);
  }

  @Override
  public MobicentsSipFactory getMobicentsSipFactory() {
    return getSipFactoryImpl();
  }

  /** The engine keeps only the id of an HTTP session and asks for it here. */
  @Override
  public Object findSession(String httpSessionId) {
    return httpSessions.get(httpSessionId);
  }

  /** Remembers an HTTP session that an application session is tied to. */
  public void httpSessionTied(ConvergedHttpSession session) {
    httpSessions.put(session.getId(), session);
  }

  /** Forgets an HTTP session that ended. */
  public void httpSessionEnded(String httpSessionId) {
    httpSessions.remove(httpSessionId);
  }
}
