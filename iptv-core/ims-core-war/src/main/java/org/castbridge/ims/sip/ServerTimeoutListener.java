/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.inject.Inject;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.annotation.SipListener;
import org.mobicents.javax.servlet.sip.ProxyBranchListener;
import org.mobicents.javax.servlet.sip.ResponseType;

/** Hears from the engine of servers that do not answer. */
@SipListener(applicationName = CoreImsServlet.NAME)
public class ServerTimeoutListener implements ProxyBranchListener {

  @Inject private CoreService service;

  @Override
  public void onProxyBranchResponseTimeout(ResponseType type, ProxyBranch branch) {
    service.timedOut(branch);
  }
}
