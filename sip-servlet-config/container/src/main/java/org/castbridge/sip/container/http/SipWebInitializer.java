/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.Set;
import org.castbridge.sip.container.application.Instances;
import org.castbridge.sip.container.application.SipApplication;

/** Ties a SIP application to the life of its web context. */
public final class SipWebInitializer implements ServletContainerInitializer {
  private static final String NAME = "castbridge-sip";

  private final SipApplication application;
  private final Instances instances;

  public SipWebInitializer(SipApplication application, Instances instances) {
    this.application = application;
    this.instances = instances;
  }

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    application.describe(context);
    FilterRegistration.Dynamic filter =
        context.addFilter(NAME, new ConvergedFilter(application.httpSide()));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    context.addListener(new HttpSessionWatch(application.httpSide()));
    ServletRegistration.Dynamic starter =
        context.addServlet(NAME, new Starter(application, instances));
    starter.setLoadOnStartup(Integer.MAX_VALUE);
  }
}
