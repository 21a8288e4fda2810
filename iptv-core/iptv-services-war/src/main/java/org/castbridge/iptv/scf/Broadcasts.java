/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.data.Channel;
import org.castbridge.iptv.data.DatabaseUnavailableException;
import org.castbridge.iptv.data.Viewer;

/** Between the messages of a broadcast session and {@link BroadcastRules}. */
final class Broadcasts {
  /** Attribute of a request received: the state once it has been accepted. */
  private static final String NEXT = "castbridge.scf.broadcast";

  private Broadcasts() {}

  static BroadcastRules.Rights rights(Catalogue catalogue) {
    return new BroadcastRules.Rights() {
      @Override
      public Optional<Channel> channel(String id) throws DatabaseUnavailableException {
        return catalogue.channel(id);
      }

      @Override
      public Viewer viewer(String impu) throws DatabaseUnavailableException {
        return catalogue.viewer(impu);
      }
    };
  }

  static BroadcastRules.Request read(SipServletRequest request) throws IOException {
    byte[] body = request.getRawContent();
    return new BroadcastRules.Request(
        request.getMethod(),
        request.getContentType(),
        request.getHeader("Info-Package"),
        body == null ? new byte[0] : body);
  }

  /** Remembers with a request what it leads to. */
  static void note(SipServletRequest request, BroadcastState next) {
    if (next != null) {
      request.setAttribute(NEXT, next);
    }
  }

  /** The MCF has answered a request within the session: what was accepted holds from now on. */
  static void settle(Call call, SipServletResponse response) {
    SipServletRequest origin = Relay.origin(response);
    boolean accepted = CallState.isSuccess(response.getStatus());
    if (origin != null && accepted && origin.getAttribute(NEXT) instanceof BroadcastState next) {
      call.broadcast(next);
    }
  }
}
