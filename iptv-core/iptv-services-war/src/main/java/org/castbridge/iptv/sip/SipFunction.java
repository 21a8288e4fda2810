/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.io.IOException;
import java.io.Serializable;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * SDF or SCF as the shells see it. Every call runs under the lock of its application session, so
 * what is kept in an application session needs no lock of its own.
 */
public interface SipFunction {
  /** Attribute of the application session that holds the function it belongs to. */
  String ATTRIBUTE = "castbridge.function";

  /** The name in messages and addresses: {@code sdf} or {@code scf}. */
  String name();

  /** A request, initial or not. */
  void request(SipServletRequest request) throws IOException, ServletParseException;

  /** A response to a request of ours. */
  void response(SipServletResponse response) throws IOException;

  /** A timer of ours has expired. */
  void timeout(SipApplicationSession session, Serializable info) throws IOException;

  /** Nobody has acknowledged (ACK, PRACK) what we answered to this request. */
  void notAcknowledged(SipServletRequest request) throws IOException;

  /** The application session has been idle for as long as it was given. */
  void expired(SipApplicationSession session) throws IOException;
}
