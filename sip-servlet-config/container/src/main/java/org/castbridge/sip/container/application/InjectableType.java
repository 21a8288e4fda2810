/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import java.util.List;
import java.util.function.Function;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;

/**
 * A type applications may have injected (JSR 289 18.3).
 *
 * @param type the interface
 * @param getter how an application gives its object
 */
public record InjectableType<T>(Class<T> type, Function<SipApplication, T> getter) {
  public static final List<InjectableType<?>> ALL =
      List.of(
          new InjectableType<>(SipFactory.class, SipApplication::sipFactory),
          new InjectableType<>(TimerService.class, SipApplication::timerService),
          new InjectableType<>(SipSessionsUtil.class, SipApplication::sipSessionsUtil));

  /** The object of one application. */
  public T of(SipApplication application) {
    return getter.apply(application);
  }
}
