/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import java.util.Iterator;
import javax.sip.DialogTerminatedEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;

/**
 * Stops a stack so that no thread of it stays behind. Its event scanner looks at its stop flag only
 * when an event comes, and none comes where listeners are called directly; so it is sent one that
 * concerns nobody.
 */
public final class StackShutdown {
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

  /** Wakes the event scanner, which ends then. */
  public void finish() {
    if (scanner != null && provider != null) {
      scanner.addEvent(new EventWrapper(new DialogTerminatedEvent(provider, null), null));
    }
  }
}
