/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import io.undertow.servlet.api.ClassIntrospecter;
import io.undertow.servlet.api.InstanceHandle;
import org.castbridge.sip.container.application.Instances;

/**
 * Has the web container make instances, as it makes servlets: component, injection,
 * {@code @PostConstruct}.
 */
final class UndertowInstances implements Instances {
  private final ClassIntrospecter introspecter;

  UndertowInstances(ClassIntrospecter introspecter) {
    this.introspecter = introspecter;
  }

  @Override
  public <T> Instance<T> create(Class<T> type) throws ReflectiveOperationException {
    InstanceHandle<T> handle = introspecter.createInstanceFactory(type).createInstance();
    return new Instance<>() {
      @Override
      public T get() {
        return handle.getInstance();
      }

      @Override
      public void release() {
        handle.release();
      }
    };
  }
}
