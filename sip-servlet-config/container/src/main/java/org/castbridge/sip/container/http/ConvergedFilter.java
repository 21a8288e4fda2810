/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.castbridge.sip.container.application.HttpSide;

/**
 * Shows every HTTP request of a converged application converged sessions. Application sessions the
 * request touches stay locked until it ends, so HTTP code must not wait for SIP answers.
 */
public final class ConvergedFilter implements Filter {
  private final HttpSide sip;

  public ConvergedFilter(HttpSide sip) {
    this.sip = sip;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)) {
      chain.doFilter(request, response);
      return;
    }
    sip.enter();
    try {
      ConvergedRequest converged = new ConvergedRequest(http, sip);
      converged.getSession(false);
      chain.doFilter(converged, response);
    } finally {
      sip.exit();
    }
  }

  private static final class ConvergedRequest extends HttpServletRequestWrapper {
    private final HttpSide sip;

    ConvergedRequest(HttpServletRequest request, HttpSide sip) {
      super(request);
      this.sip = sip;
    }

    @Override
    public HttpSession getSession() {
      return getSession(true);
    }

    @Override
    public HttpSession getSession(boolean create) {
      HttpSession session = super.getSession(create);
      if (session == null) {
        return null;
      }
      EncodedUrl encoder = new EncodedUrl(getServerName(), getServerPort(), getContextPath());
      ConvergedHttpSessionImpl converged = new ConvergedHttpSessionImpl(session, sip, encoder);
      sip.bind(converged);
      return converged;
    }
  }
}
