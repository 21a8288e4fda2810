/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import static org.castbridge.sip.container.SipMessages.LOG;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.router.ApplicationDirectory;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;

/**
 * One deployed application. It is made before its web context starts, so that {@code SipFactory}
 * and its like can be injected into anything; it takes requests between {@link #start} and {@link
 * #stop}.
 */
public final class SipApplication {
  private static final String CONNECTORS_ATTRIBUTE = "org.mobicents.servlet.sip.SIP_CONNECTORS";
  private static final String RELIABLE_PROVISIONAL_ATTRIBUTE = "javax.servlet.sip.100rel";

  private final ApplicationMetadata metadata;
  private final SipApplicationDispatcher dispatcher;
  private final ApplicationContext context;
  private ApplicationComponents components;

  /**
   * Makes an application on a started container.
   *
   * @param contextSwitch how a SIP thread enters the deployment
   */
  public SipApplication(
      ApplicationMetadata metadata,
      SipApplicationDispatcher dispatcher,
      ContextSwitch contextSwitch) {
    this.metadata = metadata;
    this.dispatcher = dispatcher;
    this.context = new ApplicationContext(metadata, dispatcher, contextSwitch);
  }

  public ApplicationMetadata metadata() {
    return metadata;
  }

  public SipFactory sipFactory() {
    return context.getSipFactoryFacade();
  }

  public TimerService timerService() {
    return context.getTimerService();
  }

  public SipSessionsUtil sipSessionsUtil() {
    return context.getSipSessionsUtil();
  }

  /** For the HTTP side: sessions, locks and the factory's thread-bound HTTP session. */
  public HttpSide httpSide() {
    return new HttpSide(context);
  }

  public int sipSessions() {
    return context.sessions().getActiveSipSessions();
  }

  public int applicationSessions() {
    return context.sessions().getActiveSipApplicationSessions();
  }

  /**
   * Sets the context attributes of JSR 289 4.1 and 13.1, early, so that listeners of the web
   * context find them.
   */
  public void describe(ServletContext servletContext) {
    servletContext.setAttribute(SipServlet.SIP_FACTORY, sipFactory());
    servletContext.setAttribute(SipServlet.TIMER_SERVICE, timerService());
    servletContext.setAttribute(SipServlet.SIP_SESSIONS_UTIL, sipSessionsUtil());
    servletContext.setAttribute(
        SipServlet.SUPPORTED, List.copyOf(Arrays.asList(dispatcher.getExtensionsSupported())));
    servletContext.setAttribute(
        SipServlet.SUPPORTED_RFCs, List.copyOf(Arrays.asList(dispatcher.getRfcSupported())));
    servletContext.setAttribute(RELIABLE_PROVISIONAL_ATTRIBUTE, "100rel");
    servletContext.setAttribute(SipServlet.OUTBOUND_INTERFACES, dispatcher.getOutboundInterfaces());
    servletContext.setAttribute(
        CONNECTORS_ATTRIBUTE, dispatcher.getSipService().findSipConnectors());
  }

  /**
   * Makes and initialises servlets and listeners, and opens the application to requests. On failure
   * everything made so far is undone.
   *
   * @throws SipContainerException if a class is wrong or the name is taken
   * @throws ServletException if a servlet's {@code init} fails
   */
  public void start(ServletContext servletContext, Instances instances)
      throws SipContainerException, ServletException {
    if (ApplicationDirectory.shared().isDeployed(metadata.name())) {
      throw LOG.alreadyDeployed(metadata.name());
    }
    components = new ApplicationComponents(metadata, context.getSipContextClassLoader(), instances);
    try {
      components.create(servletContext, context.listeners());
      Method keyMethod = components.applicationKeyMethod().orElse(null);
      context.attach(servletContext, components, keyMethod);
      context.timers().start();
      components.init();
      ApplicationDirectory.shared().deployed(metadata.name(), metadata.servletNames());
      dispatcher.addSipApplication(metadata.name(), context);
    } catch (SipContainerException | ServletException | RuntimeException | Error e) {
      undo();
      throw e;
    }
    LOG.applicationReady(metadata.name(), metadata.servletNames());
  }

  /** Takes no more requests, ends all sessions and timers, destroys servlets and listeners. */
  public void stop() {
    undo();
    LOG.applicationGone(metadata.name());
  }

  private void undo() {
    ApplicationDirectory.shared().undeployed(metadata.name());
    if (dispatcher.findSipApplication(metadata.name()) == context) {
      attempt("removal", () -> dispatcher.removeSipApplication(metadata.name()));
    }
    attempt("timers", context.timers()::stop);
    attempt("sessions", context.sessions()::removeAllSessions);
    components.destroy();
    context.listeners().clean();
  }

  /** Ends the timers of an application whose web context never came to start it. */
  public void discard() {
    attempt("timers", context.timers()::stop);
  }

  private void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.stopFailed(metadata.name(), what, e);
    }
  }
}
