/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.incontainer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;

/** A bean of an application, with everything by injection. */
@ApplicationScoped
public class Services {
  @Inject SipFactory injectedFactory;
  @Inject TimerService timers;
  @Inject SipSessionsUtil sessions;

  @Resource SipFactory resourceFactory;

  @Resource(lookup = "java:/castbridge/MediaConnectionFactory")
  Object mediaConnectionFactory;

  SipFactory injectedFactory() {
    return injectedFactory;
  }

  SipFactory resourceFactory() {
    return resourceFactory;
  }

  TimerService timers() {
    return timers;
  }

  SipSessionsUtil sessions() {
    return sessions;
  }

  Object mediaConnectionFactory() {
    return mediaConnectionFactory;
  }
}
