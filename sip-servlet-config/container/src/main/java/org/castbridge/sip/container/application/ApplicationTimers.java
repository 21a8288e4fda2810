/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import org.mobicents.servlet.sip.core.SipService;
import org.mobicents.servlet.sip.core.timers.DefaultProxyTimerService;
import org.mobicents.servlet.sip.core.timers.DefaultSipApplicationSessionTimerService;
import org.mobicents.servlet.sip.core.timers.TimerServiceImpl;

/**
 * The three timer services of one application. The engine's {@code isStarted()} answers the
 * opposite of what it says, so they are started and stopped without asking; otherwise four threads
 * stay behind with each redeployment.
 */
final class ApplicationTimers {
  private final TimerServiceImpl timerService;
  private final DefaultProxyTimerService proxyTimers;
  private final DefaultSipApplicationSessionTimerService sessionTimers;

  ApplicationTimers(SipService service, String application) {
    timerService = new TimerServiceImpl(service, application);
    proxyTimers = new DefaultProxyTimerService(application);
    sessionTimers = new DefaultSipApplicationSessionTimerService(application);
  }

  void start() {
    timerService.start();
    proxyTimers.start();
    sessionTimers.start();
  }

  void stop() {
    timerService.stop();
    proxyTimers.stop();
    sessionTimers.stop();
  }

  TimerServiceImpl timerService() {
    return timerService;
  }

  DefaultProxyTimerService proxyTimers() {
    return proxyTimers;
  }

  DefaultSipApplicationSessionTimerService sessionTimers() {
    return sessionTimers;
  }
}
