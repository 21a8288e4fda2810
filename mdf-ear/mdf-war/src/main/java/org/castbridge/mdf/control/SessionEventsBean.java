/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.castbridge.mdf.rar.MediaSessionListener;
import org.castbridge.mdf.rar.SessionEvent;

/** Where the resource adapter's events come in. Bound to it in {@code jboss-ejb3.xml}. */
@MessageDriven(messageListenerInterface = MediaSessionListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SessionEventsBean implements MediaSessionListener {
  @Inject private PlaySessions sessions;

  @Override
  public void onSessionEvent(SessionEvent event) {
    sessions.onEvent(event);
  }
}
