/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import static org.castbridge.sip.container.SipMessages.LOG;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.sip.SipServletRequest;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.application.Instances.Instance;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.container.metadata.ApplicationMetadata.KeyMethod;
import org.castbridge.sip.container.metadata.ServletMetadata;

/** Makes, initialises and destroys the servlets and listeners of one application. */
final class ApplicationComponents {
  private final ApplicationMetadata metadata;
  private final ClassLoader loader;
  private final Instances instances;
  private final Map<String, ServletHandle> servlets = new LinkedHashMap<>();
  private final List<Instance<? extends EventListener>> listeners = new ArrayList<>();

  ApplicationComponents(ApplicationMetadata metadata, ClassLoader loader, Instances instances) {
    this.metadata = metadata;
    this.loader = loader;
    this.instances = instances;
  }

  /** Makes all instances; nothing is initialised yet. */
  void create(ServletContext context, ApplicationListeners holder) throws SipContainerException {
    for (ServletMetadata servlet : metadata.servlets()) {
      Instance<? extends Servlet> instance = instance(servlet.className(), Servlet.class);
      SipServletConfig config =
          new SipServletConfig(servlet.name(), context, servlet.initParameters());
      servlets.put(servlet.name(), new ServletHandle(config, servlet.loadOnStartup(), instance));
    }
    List<EventListener> all = new ArrayList<>();
    for (String className : metadata.listeners()) {
      all.add(listener(className));
    }
    requireOneTimerListener(all);
    all.forEach(holder::add);
  }

  /** The engine would silently keep the last one. */
  private void requireOneTimerListener(List<EventListener> all) throws SipContainerException {
    List<String> timerListeners =
        all.stream()
            .filter(javax.servlet.sip.TimerListener.class::isInstance)
            .map(one -> one.getClass().getName())
            .toList();
    if (timerListeners.size() > 1) {
      throw LOG.severalTimerListeners(metadata.name(), timerListeners);
    }
  }

  /** A servlet that is a listener too has one instance for both (JSR 289 18.2.4). */
  private EventListener listener(String className) throws SipContainerException {
    for (ServletMetadata servlet : metadata.servlets()) {
      if (servlet.className().equals(className)
          && servlets.get(servlet.name()).servlet() instanceof EventListener listener) {
        return listener;
      }
    }
    Instance<? extends EventListener> instance = instance(className, EventListener.class);
    listeners.add(instance);
    return instance.get();
  }

  private <T> Instance<? extends T> instance(String className, Class<T> kind)
      throws SipContainerException {
    try {
      return instances.create(loader.loadClass(className).asSubclass(kind));
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw LOG.badClass(metadata.name(), className, kind.getSimpleName(), e);
    }
  }

  void init() throws ServletException {
    for (ServletHandle servlet : servlets.values()) {
      servlet.init();
    }
  }

  /** Destroys servlets and lets listeners go; a failing one does not keep the others. */
  void destroy() {
    servlets.values().forEach(servlet -> attempt("servlet " + servlet.getName(), servlet::destroy));
    listeners.forEach(
        listener -> attempt("listener " + listener.get().getClass().getName(), listener::release));
    servlets.clear();
    listeners.clear();
  }

  private void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.stopFailed(metadata.name(), what, e);
    }
  }

  Map<String, ServletHandle> servlets() {
    return servlets;
  }

  Optional<ServletHandle> byClassName(String className) {
    return metadata.servlets().stream()
        .filter(servlet -> servlet.className().equals(className))
        .map(servlet -> servlets.get(servlet.name()))
        .findFirst();
  }

  /** The application's own session key method, if it has one. */
  Optional<Method> applicationKeyMethod() throws SipContainerException {
    if (metadata.applicationKey().isEmpty()) {
      return Optional.empty();
    }
    KeyMethod key = metadata.applicationKey().get();
    try {
      return Optional.of(
          loader.loadClass(key.className()).getMethod(key.methodName(), SipServletRequest.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw LOG.badClass(metadata.name(), key.className(), "class with @SipApplicationKey", e);
    }
  }
}
