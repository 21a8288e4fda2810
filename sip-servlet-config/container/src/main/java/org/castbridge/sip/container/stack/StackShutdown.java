/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import javax.sip.DialogTerminatedEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;

/**
 * Stops a stack so that no thread of it stays behind. Its event scanner looks at its stop flag only
 * when an event comes, and none comes where listeners are called directly; so it is sent one that
 * concerns nobody. Its UDP threads are interrupted once by the stack, which one that is still at
 * work may swallow and then wait for a message for ever; so they are interrupted until they end.
 */
public final class StackShutdown {
  private static final String UDP_THREADS = StackProperties.STACK_NAME + "-UDPMessageChannelThread";
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
    for (int round = 0; round < ROUNDS && interruptUdpThreads(); round++) {
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  /** The stack keeps its threads to itself; they are known by the name it gives them. */
  private static boolean interruptUdpThreads() {
    boolean found = false;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(UDP_THREADS)) {
        thread.interrupt();
        found = true;
      }
    }
    return found;
  }
}
