/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import javax.servlet.sip.Proxy;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.TooManyHopsException;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.message.SipRefusal;
import org.mobicents.servlet.sip.proxy.ProxyBranchImpl;

/**
 * Requests within a dialogue: the engine sends them along the route set, here is what it leaves
 * open.
 */
final class DialogueHandler {
  private final CoreIms core;

  DialogueHandler(CoreIms core) {
    this.core = core;
  }

  /** Further requests of a proxied dialogue, before the engine sends them on. */
  void handle(SipServletRequest request) throws SipRefusal {
    boolean asserted = request.getHeader("P-Asserted-Identity") != null;
    if (asserted && !core.trusts(Messages.source(request))) {
      request.removeHeader("P-Asserted-Identity");
    }
    if (request.getMethod().equals("PRACK")) {
      keepTarget(request);
    }
    String state = request.getHeader("Subscription-State");
    if (request.getMethod().equals("NOTIFY") && state != null && state.startsWith("terminated")) {
      // The last of a subscription; a minute is left for its answer.
      request.getApplicationSession().setExpires(1);
    }
  }

  /**
   * The engine would send a PRACK to the target of the INVITE; it belongs to the contact that
   * answered.
   */
  private static void keepTarget(SipServletRequest prack) throws SipRefusal {
    try {
      Proxy proxy = prack.getProxy(false);
      if (proxy == null) {
        return;
      }
      for (ProxyBranch branch : proxy.getProxyBranches()) {
        if (branch instanceof ProxyBranchImpl open) {
          open.setTargetURI(prack.getRequestURI().toString());
        }
      }
    } catch (TooManyHopsException e) {
      throw new SipRefusal(483, "Max-Forwards is used up");
    }
  }
}
