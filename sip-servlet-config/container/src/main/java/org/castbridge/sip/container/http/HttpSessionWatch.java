/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.castbridge.sip.container.application.HttpSide;

/**
 * Lets go of HTTP sessions that ended, so that they do not keep an application session from ending.
 */
public final class HttpSessionWatch implements HttpSessionListener {
  private final HttpSide sip;

  public HttpSessionWatch(HttpSide sip) {
    this.sip = sip;
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    sip.ended(event.getSession().getId());
  }
}
