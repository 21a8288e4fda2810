/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import java.util.Properties;
import org.mobicents.ext.javax.sip.dns.DNSAwareRouter;

/** The settings of the SIP stack. */
public final class StackProperties {
  /** Also the prefix of thread names and of the stack's log category. */
  public static final String STACK_NAME = "castbridge-sip";

  private static final int TCP_THREADS = 8;

  /**
   * Far above any SIP message with SDP; a Content-Length beyond it ends the connection instead of
   * filling the heap.
   */
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;

  /**
   * What the system allows of it is taken; its default holds a tenth of a second of a busy server's
   * messages.
   */
  private static final int UDP_BUFFER_BYTES = 4 * 1024 * 1024;

  private StackProperties() {}

  /**
   * Builds the stack's settings.
   *
   * @param threads number of threads for UDP messages
   */
  public static Properties of(int threads) {
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", STACK_NAME);
    // The engine makes dialogues itself and does not work otherwise.
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("gov.nist.javax.sip.LOOSE_DIALOG_VALIDATION", "true");
    properties.setProperty("gov.nist.javax.sip.PASS_INVITE_NON_2XX_ACK_TO_LISTENER", "true");
    properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
    properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
    properties.setProperty("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", "0");
    // All applications share one dialogue table: with this on, a call passing twice would be taken
    // for merged (482).
    properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", Integer.toString(threads));
    properties.setProperty(
        "gov.nist.javax.sip.TCP_POST_PARSING_THREAD_POOL_SIZE", Integer.toString(TCP_THREADS));
    properties.setProperty(
        "gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(MAX_MESSAGE_BYTES));
    properties.setProperty(
        "gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", Integer.toString(UDP_BUFFER_BYTES));
    properties.setProperty(
        "gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", Integer.toString(UDP_BUFFER_BYTES));
    properties.setProperty("gov.nist.javax.sip.TRACE_LEVEL", "0");
    properties.setProperty(
        "gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", CarefulParserFactory.class.getName());
    properties.setProperty("javax.sip.ROUTER_PATH", DNSAwareRouter.class.getName());
    return properties;
  }
}
