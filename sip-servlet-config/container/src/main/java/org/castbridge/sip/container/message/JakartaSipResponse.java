/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.message;

import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletResponseImpl;

/** The engine's response as a Jakarta Servlet 6 response. */
public class JakartaSipResponse extends SipServletResponseImpl {

  /** For deserialisation by the engine. */
  public JakartaSipResponse() {}

  public JakartaSipResponse(
      Response response,
      SipFactoryImpl sipFactory,
      Transaction transaction,
      MobicentsSipSession session,
      Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    super(response, sipFactory, transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  @Override
  public void setContentLengthLong(long length) {
    setContentLength(Math.toIntExact(length));
  }
}
