/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sip.DialogTerminatedEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;

/**
 * Stops a stack so that no thread of it stays behind. Its event scanner looks at its stop flag only
 * when an event comes, and none comes where listeners are called directly; so it is sent one that
 * concerns nobody. Its UDP threads are interrupted once by the stack, which one that is still at
 * work may swallow and then wait for a message for ever; so whichever waits is interrupted again.
 */
public final class StackShutdown {
  private static final String UDP_THREADS = StackProperties.STACK_NAME + "-UDPMessageChannelThread";

  /**
   * Of the stack's UDPMessageChannel; what it calls may write files, which no interrupt must hit.
   */
  private static final String AT_WORK = "processIncomingDataPacket";

  private static final int ROUNDS = 100;
  private static final long ROUND_NANOS = 20_000_000L;

  private final EventScanner scanner;
  private final SipProvider provider;

  private StackShutdown(EventScanner scanner, SipProvider provider) {
    this.scanner = scanner;
    this.provider = provider;
  }

  /** Stops taking messages; {@link #finish()} must follow when the stack has been stopped. */
  public static StackShutdown begin(SipStack stack, SipListener listener) {
    SipProvider last = null;
    Iterator<?> providers = stack.getSipProviders();
    while (providers.hasNext()) {
      last = (SipProvider) providers.next();
      last.removeSipListener(listener);
    }
    return new StackShutdown(((SipStackImpl) stack).getEventScanner(), last);
  }

  /** Wakes the event scanner and the UDP threads, which end then; waits two seconds at most. */
  public void finish() {
    if (scanner != null && provider != null) {
      scanner.addEvent(new EventWrapper(new DialogTerminatedEvent(provider, null), null));
    }
    boolean interrupted = Thread.interrupted();
    for (int round = 0; round < ROUNDS && udpThreads(); round++) {
      LockSupport.parkNanos(ROUND_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Interrupts those that wait for a message; true if there are any threads left. The stack keeps
   * them to itself; they are known by the name it gives them.
   */
  private static boolean udpThreads() {
    boolean found = false;
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      if (one.getKey().getName().startsWith(UDP_THREADS)) {
        found = true;
        if (Arrays.stream(one.getValue()).noneMatch(f -> f.getMethodName().equals(AT_WORK))) {
          one.getKey().interrupt();
        }
      }
    }
    return found;
  }
}
