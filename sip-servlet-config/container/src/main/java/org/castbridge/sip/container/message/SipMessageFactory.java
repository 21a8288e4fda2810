/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.message;

import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.MobicentsSipFactory;
import org.mobicents.servlet.sip.core.MobicentsSipServletMessageFactory;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletResponse;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Makes the requests and responses applications see. */
public final class SipMessageFactory implements MobicentsSipServletMessageFactory {
  private SipFactoryImpl sipFactory;

  @Override
  public MobicentsSipServletRequest createSipServletRequest(
      Request request,
      MobicentsSipSession session,
      Transaction transaction,
      Dialog dialog,
      boolean createDialog) {
    return new JakartaSipRequest(request, sipFactory, session, transaction, dialog, createDialog);
  }

  @Override
  public MobicentsSipServletResponse createSipServletResponse(
      Response response,
      Transaction transaction,
      MobicentsSipSession session,
      Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    return new JakartaSipResponse(
        response, sipFactory, transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  @Override
  public MobicentsSipFactory getMobicentsSipFactory() {
    return sipFactory;
  }

  @Override
  public void setMobicentsSipFactory(MobicentsSipFactory factory) {
    sipFactory = (SipFactoryImpl) factory;
  }
}
