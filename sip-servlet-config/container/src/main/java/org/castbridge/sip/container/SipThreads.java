/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.util.List;
import java.util.regex.Pattern;
import org.castbridge.sip.container.stack.StackProperties;

/** Counts the threads of the SIP container by the names the engine and the stack give them. */
final class SipThreads {
  private static final Pattern NAMES =
      Pattern.compile(
          String.join(
              "|",
              StackProperties.STACK_NAME + ".*",
              "SIP-TCP-Core-.*",
              "PipelineThread-.*",
              "DefaultSipTimerThread.*",
              "EventScannerThread.*",
              "MessageProcessorThread-.*",
              "TCPMessageChannelThread.*",
              "BlockingQueueDispatchAuditor.*",
              "MSS-Executor-Thread.*",
              "pool-sip_servlets_.*",
              "pool-.*_sip_default_.*",
              ".*AffinityJAIN.*"));

  private SipThreads() {}

  static boolean isSip(Thread thread) {
    return NAMES.matcher(thread.getName()).matches();
  }

  /** The names of the live ones. */
  static List<String> live() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(SipThreads::isSip)
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  static int count() {
    return live().size();
  }
}
