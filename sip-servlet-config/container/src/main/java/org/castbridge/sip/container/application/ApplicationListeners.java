/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import java.util.EventListener;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.session.SipListenersHolder;

/**
 * The listeners of one application. They come as instances, made by {@link ApplicationComponents}.
 */
final class ApplicationListeners extends SipListenersHolder {

  ApplicationListeners(SipContext context) {
    super(context);
  }

  void add(EventListener listener) {
    addListenerToBunch(listener);
  }

  /** Never called by the engine; listeners are not made by class name here. */
  @Override
  public boolean loadListeners(String[] classNames, ClassLoader loader) {
    return classNames.length == 0;
  }
}
