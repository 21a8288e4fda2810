/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

/**
 * Makes instances of an application's classes, injected and constructed as the server does it for
 * servlets.
 */
public interface Instances {

  /**
   * Makes an instance: dependency injection, then {@code @PostConstruct}.
   *
   * @throws ReflectiveOperationException if the class cannot be instantiated or injected
   */
  <T> Instance<T> create(Class<T> type) throws ReflectiveOperationException;

  /** An instance and what is to be done with it in the end. */
  interface Instance<T> {
    T get();

    /** Runs {@code @PreDestroy} and lets go of dependent objects. */
    void release();
  }
}
