/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.List;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;
import org.castbridge.sip.container.application.SipApplication;
import org.castbridge.sip.extension.deployment.SipDeployment.InjectableType;

/** The objects JSR 289 18.3 lets a container inject. */
final class Injectables {
  static final List<InjectableType<?>> ALL =
      List.of(
          new InjectableType<>(SipFactory.class, SipApplication::sipFactory),
          new InjectableType<>(TimerService.class, SipApplication::timerService),
          new InjectableType<>(SipSessionsUtil.class, SipApplication::sipSessionsUtil));

  private Injectables() {}
}
