/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import org.castbridge.sip.extension.deployment.SipDeployment.InjectableType;

/**
 * CDI beans for {@code @Inject SipFactory} and its like. They are dependent, and it is the WAR of
 * the class they are injected into that counts, whatever thread asks; only a look-up by program
 * goes by the thread's class loader.
 */
public final class SipBeans implements Extension {

  void addBeans(@Observes AfterBeanDiscovery discovery) {
    Injectables.ALL.forEach(type -> add(discovery, type));
  }

  private static <T> void add(AfterBeanDiscovery discovery, InjectableType<T> type) {
    discovery
        .<T>addBean()
        .id(SipBeans.class.getName() + "/" + type.type().getName())
        .types(type.type(), Object.class)
        .scope(Dependent.class)
        .produceWith(instance -> find(instance, type));
  }

  private static <T> T find(Instance<Object> instance, InjectableType<T> type) {
    return SipDeployment.of(loader(instance), type.type().getSimpleName()).get(type);
  }

  private static ClassLoader loader(Instance<Object> instance) {
    InjectionPoint point = instance.select(InjectionPoint.class).get();
    if (point == null || point.getMember() == null) {
      return Thread.currentThread().getContextClassLoader();
    }
    ClassLoader member = point.getMember().getDeclaringClass().getClassLoader();
    boolean container = SipBeans.class.getClassLoader().equals(member) || member == null;
    return container ? Thread.currentThread().getContextClassLoader() : member;
  }
}
