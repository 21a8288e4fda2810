/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.util.regex.Pattern;
import org.castbridge.sip.container.stack.StackProperties;

/** Counts the threads of the SIP container by the names the engine and the stack give them. */
final class SipThreads {
  private static final Pattern NAMES =
      Pattern.compile(
          StackProperties.STACK_NAME
              + ".*|MSS-Executor-Thread.*|sip_servlets_congestion_control.*|.*_sip_default_.*|pool-.*AffinityJAIN.*"
              + "|.*JAIN.*|NioSelector-.*|NISTMessageProcessor.*|PipelineThread.*|UDPMessageChannelThread.*"
              + "|UDPMessageProcessorThread.*|TCPMessageChannelThread.*|MessageProcessorThread.*|EventScannerThread.*"
              + "|sip-.*");

  private SipThreads() {}

  static boolean isSip(Thread thread) {
    return NAMES.matcher(thread.getName()).matches();
  }

  static int count() {
    return (int) Thread.getAllStackTraces().keySet().stream().filter(SipThreads::isSip).count();
  }
}
