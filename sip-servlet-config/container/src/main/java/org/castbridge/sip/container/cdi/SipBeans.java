/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import org.castbridge.sip.container.application.InjectableType;
import org.castbridge.sip.container.application.SipApplication;

/**
 * CDI beans for {@code @Inject SipFactory} and its like. They are dependent, and it is the WAR of
 * the class they are injected into that counts, whatever thread asks; only a look-up by program
 * goes by the thread's class loader.
 */
public final class SipBeans implements Extension {

  /** Finds the SIP application of a class. */
  @FunctionalInterface
  public interface Applications {
    /**
     * Finds the application.
     *
     * @param loader class loader of a WAR
     * @param wanted what is to be injected, for the message
     * @throws IllegalStateException if there is none, or it is not started
     */
    SipApplication find(ClassLoader loader, String wanted);
  }

  private final Applications applications;

  public SipBeans(Applications applications) {
    this.applications = applications;
  }

  void addBeans(@Observes AfterBeanDiscovery discovery) {
    InjectableType.ALL.forEach(type -> add(discovery, type));
  }

  private <T> void add(AfterBeanDiscovery discovery, InjectableType<T> type) {
    discovery
        .<T>addBean()
        .id(SipBeans.class.getName() + "/" + type.type().getName())
        .types(type.type(), Object.class)
        .scope(Dependent.class)
        .produceWith(
            instance -> type.of(applications.find(loader(instance), type.type().getSimpleName())));
  }

  private static ClassLoader loader(Instance<Object> instance) {
    InjectionPoint point = instance.select(InjectionPoint.class).get();
    boolean byProgram = point == null || point.getMember() == null || isContainer(point);
    return byProgram
        ? Thread.currentThread().getContextClassLoader()
        : point.getMember().getDeclaringClass().getClassLoader();
  }

  /** {@code Instance.get()} is seen as an injection into a class of the CDI container. */
  private static boolean isContainer(InjectionPoint point) {
    ClassLoader member = point.getMember().getDeclaringClass().getClassLoader();
    return member == null
        || member.equals(Instance.class.getClassLoader())
        || member.equals(SipBeans.class.getClassLoader());
  }
}
