/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import static org.castbridge.sip.container.SipMessages.LOG;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletContextEvent;
import javax.servlet.sip.SipServletListener;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.TimerService;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.container.security.DigestClient;
import org.castbridge.sip.router.ApplicationDirectory;
import org.castbridge.sip.router.RoutingRule;
import org.castbridge.sip.router.ServletRequestAddress;
import org.castbridge.sip.router.Target;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipContextEvent;
import org.mobicents.servlet.sip.core.SipListeners;
import org.mobicents.servlet.sip.core.SipManager;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletResponse;
import org.mobicents.servlet.sip.core.security.MobicentsSipLoginConfig;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionsUtil;
import org.mobicents.servlet.sip.core.session.SipSessionsUtilImpl;
import org.mobicents.servlet.sip.core.timers.ProxyTimerService;
import org.mobicents.servlet.sip.core.timers.SipApplicationSessionTimerService;
import org.mobicents.servlet.sip.listener.SipConnectorListener;
import org.mobicents.servlet.sip.message.SipFactoryFacade;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.ruby.SipRubyController;

/**
 * One application as the engine sees it. The descriptor is fixed when it is made: the engine's
 * setters for it are not used here, and one of them must not work (see {@link #setServletHandler}).
 */
final class ApplicationContext implements SipContext {
  private final ApplicationMetadata metadata;
  private final SipApplicationDispatcher dispatcher;
  private final ContextSwitch contextSwitch;
  private final ApplicationSessions sessions;
  private final ApplicationTimers timers;
  private final ApplicationListeners listeners = new ApplicationListeners(this);
  private final SipFactoryFacade sipFactory;
  private final MobicentsSipSessionsUtil sessionsUtil;
  private final SipDigestAuthenticator digest = new DigestClient();
  private final RoutingRule routing = new RoutingRule(ApplicationDirectory.shared());

  private volatile ServletContext servletContext;
  private volatile ApplicationComponents components;
  private volatile Method applicationKeyMethod;
  private volatile ConcurrencyControlMode concurrencyControlMode;
  private volatile int sessionTimeout;
  private volatile int proxyTimeout;

  ApplicationContext(
      ApplicationMetadata metadata,
      SipApplicationDispatcher dispatcher,
      ContextSwitch contextSwitch) {
    this.metadata = metadata;
    this.dispatcher = dispatcher;
    this.contextSwitch = contextSwitch;
    this.sessionTimeout = metadata.sessionTimeout();
    this.proxyTimeout = metadata.proxyTimeout();
    SipFactoryImpl factory = (SipFactoryImpl) dispatcher.getSipFactory();
    this.sessions = new ApplicationSessions(this, factory);
    this.timers = new ApplicationTimers(dispatcher.getSipService(), metadata.name());
    this.sipFactory = new SipFactoryFacade(factory, this);
    this.sessionsUtil = new SipSessionsUtilImpl(this);
  }

  void attach(ServletContext context, ApplicationComponents parts, Method keyMethod) {
    servletContext = context;
    components = parts;
    applicationKeyMethod = keyMethod;
  }

  ContextSwitch contextSwitch() {
    return contextSwitch;
  }

  ApplicationListeners listeners() {
    return listeners;
  }

  ApplicationSessions sessions() {
    return sessions;
  }

  ApplicationTimers timers() {
    return timers;
  }

  SipFactoryFacade factory() {
    return sipFactory;
  }

  // ---- which servlet ----

  /**
   * With several servlets the engine must ask {@link #findSipServletMappings(SipServletRequest)}
   * each time.
   */
  @Override
  public boolean isMainServlet() {
    return metadata.servlets().size() == 1;
  }

  @Override
  public MobicentsSipServletMapping findSipServletMappings(SipServletRequest request) {
    String servlet =
        routing
            .choose(ServletRequestAddress.of(request))
            .filter(target -> target.application().equals(metadata.name()))
            .map(Target::servlet)
            .orElse(metadata.mainServlet());
    return servlet == null ? null : new NamedServletMapping(servlet);
  }

  @Override
  public String getMainServlet() {
    return metadata.mainServlet();
  }

  @Override
  public String getServletHandler() {
    return metadata.mainServlet();
  }

  /**
   * Does nothing. The engine calls it with the servlet of the session it worked on last, which
   * would become the handler of every new session of the application, whatever thread makes it.
   */
  @Override
  public void setServletHandler(String servlet) {}

  @Override
  public MobicentsSipServlet findSipServletByName(String name) {
    ApplicationComponents parts = components;
    return parts == null || name == null ? null : parts.servlets().get(name);
  }

  @Override
  public MobicentsSipServlet findSipServletByClassName(String className) {
    ApplicationComponents parts = components;
    return parts == null ? null : parts.byClassName(className).orElse(null);
  }

  @Override
  public Map<String, MobicentsSipServlet> getChildrenMap() {
    ApplicationComponents parts = components;
    return parts == null ? Map.of() : Map.copyOf(parts.servlets());
  }

  // ---- entering and leaving ----

  @Override
  public void enterSipApp(
      MobicentsSipApplicationSession applicationSession,
      MobicentsSipSession sipSession,
      boolean onlyIfInside,
      boolean isContainerManaged) {
    switch (concurrencyControlMode) {
      case SipApplicationSession -> {
        if (!onlyIfInside) {
          SessionLocks.enter(applicationSession);
        } else if (isContainerManaged) {
          SessionLocks.hold(applicationSession);
        }
      }
      case SipSession -> {
        if (sipSession != null && !onlyIfInside) {
          sipSession.acquire();
        }
      }
      default -> {}
    }
  }

  @Override
  public void exitSipApp(
      MobicentsSipApplicationSession applicationSession, MobicentsSipSession sipSession) {
    switch (concurrencyControlMode) {
      case SipApplicationSession -> SessionLocks.exit();
      case SipSession -> {
        if (sipSession != null) {
          sipSession.release();
        }
      }
      default -> {}
    }
  }

  @Override
  public void enterSipContext() {
    contextSwitch.enter();
  }

  /**
   * The class loader the engine remembered is not used: the switch remembers it itself, so that
   * calls nest.
   */
  @Override
  public void exitSipContext(ClassLoader ignored) {
    contextSwitch.exit();
  }

  @Override
  public boolean enterSipAppHa(boolean startCacheActivity) {
    return false;
  }

  @Override
  public void exitSipAppHa(
      MobicentsSipServletRequest request,
      MobicentsSipServletResponse response,
      boolean batchStarted) {}

  // ---- events ----

  @Override
  public boolean notifySipContextListeners(SipContextEvent event) {
    contextSwitch.enter();
    SessionLocks.enter(null);
    try {
      switch (event.getEventType()) {
        case SERVLET_INITIALIZED -> servletsInitialised();
        case SIP_CONNECTOR_ADDED ->
            connectorListeners(
                listener -> listener.sipConnectorAdded((SipConnector) event.getEventObject()));
        case SIP_CONNECTOR_REMOVED ->
            connectorListeners(
                listener -> listener.sipConnectorRemoved((SipConnector) event.getEventObject()));
      }
    } finally {
      SessionLocks.exit();
      contextSwitch.exit();
    }
    return true;
  }

  /** JSR 289 5.2: each servlet is announced to all listeners once it can be used. */
  private void servletsInitialised() {
    ApplicationComponents parts = components;
    for (ServletHandle handle : parts.servlets().values()) {
      if (!(handle.servlet() instanceof javax.servlet.sip.SipServlet servlet)) {
        continue;
      }
      SipServletContextEvent event = new SipServletContextEvent(servletContext, servlet);
      for (SipServletListener listener : listeners.getSipServletsListeners()) {
        guarded(listener, () -> listener.servletInitialized(event));
      }
    }
  }

  private void connectorListeners(java.util.function.Consumer<SipConnectorListener> call) {
    for (SipConnectorListener listener : listeners.getSipConnectorListeners()) {
      guarded(listener, () -> call.accept(listener));
    }
  }

  private void guarded(Object listener, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.listenerFailed(metadata.name(), listener.getClass().getName(), e);
    }
  }

  // ---- parts ----

  @Override
  public SipListeners getListeners() {
    return listeners;
  }

  @Override
  public SipManager getSipManager() {
    return sessions;
  }

  @Override
  public SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public SipFactory getSipFactoryFacade() {
    return sipFactory;
  }

  @Override
  public MobicentsSipSessionsUtil getSipSessionsUtil() {
    return sessionsUtil;
  }

  @Override
  public TimerService getTimerService() {
    return timers.timerService();
  }

  @Override
  public ProxyTimerService getProxyTimerService() {
    return timers.proxyTimers();
  }

  @Override
  public SipApplicationSessionTimerService getSipApplicationSessionTimerService() {
    return timers.sessionTimers();
  }

  @Override
  public SipDigestAuthenticator getDigestAuthenticator() {
    return digest;
  }

  @Override
  public ServletContext getServletContext() {
    return servletContext;
  }

  @Override
  public ClassLoader getSipContextClassLoader() {
    return contextSwitch.loader();
  }

  // ---- description ----

  @Override
  public String getApplicationName() {
    return metadata.name();
  }

  @Override
  public String getApplicationNameHashed() {
    return dispatcher.getHashFromApplicationName(metadata.name());
  }

  @Override
  public String getDescription() {
    return metadata.description();
  }

  @Override
  public String getPath() {
    ServletContext context = servletContext;
    return context == null ? "" : context.getContextPath();
  }

  @Override
  public String getEngineName() {
    return dispatcher.getDomain();
  }

  @Override
  public int getProxyTimeout() {
    return proxyTimeout;
  }

  @Override
  public void setProxyTimeout(int seconds) {
    proxyTimeout = seconds;
  }

  @Override
  public int getSipApplicationSessionTimeout() {
    return sessionTimeout;
  }

  @Override
  public void setSipApplicationSessionTimeout(int minutes) {
    sessionTimeout = minutes;
  }

  @Override
  public Method getSipApplicationKeyMethod() {
    return applicationKeyMethod;
  }

  @Override
  public ConcurrencyControlMode getConcurrencyControlMode() {
    return concurrencyControlMode;
  }

  @Override
  public void setConcurrencyControlMode(ConcurrencyControlMode mode) {
    concurrencyControlMode = mode;
  }

  @Override
  public boolean hasDistributableManager() {
    return false;
  }

  /**
   * There is no security manager in a JDK this runs on; the engine's guarded paths are not taken.
   */
  @Override
  public boolean isPackageProtectionEnabled() {
    return false;
  }

  /** Requests are authorised by Core IMS, not by the container: there is no login configuration. */
  @Override
  public boolean authorize(MobicentsSipServletRequest request) {
    return true;
  }

  @Override
  public boolean isStoppingGracefully() {
    return false;
  }

  @Override
  public void stopGracefully(long millis) {
    throw new UnsupportedOperationException("the server suspends and resumes, not one application");
  }

  // ---- not part of a descriptor here ----

  @Override
  public String getLargeIcon() {
    return null;
  }

  @Override
  public String getSmallIcon() {
    return null;
  }

  @Override
  public MobicentsSipLoginConfig getSipLoginConfig() {
    return null;
  }

  @Override
  public SipRubyController getSipRubyController() {
    return null;
  }

  @Override
  public String[] findSipApplicationListeners() {
    return metadata.listeners().toArray(String[]::new);
  }

  @Override
  public List<MobicentsSipServletMapping> findSipServletMappings() {
    return List.of();
  }

  @Override
  public void setApplicationName(String name) {
    throw fixed();
  }

  @Override
  public void setDescription(String description) {
    throw fixed();
  }

  @Override
  public void setLargeIcon(String icon) {
    throw fixed();
  }

  @Override
  public void setSmallIcon(String icon) {
    throw fixed();
  }

  @Override
  public void setListeners(SipListeners listeners) {
    throw fixed();
  }

  @Override
  public void setMainServlet(String servlet) {
    throw fixed();
  }

  @Override
  public void setSipApplicationKeyMethod(Method method) {
    throw fixed();
  }

  @Override
  public void setSipLoginConfig(MobicentsSipLoginConfig config) {
    throw fixed();
  }

  @Override
  public void setSipRubyController(SipRubyController controller) {
    throw fixed();
  }

  @Override
  public void addSipApplicationListener(String className) {
    throw fixed();
  }

  @Override
  public void removeSipApplicationListener(String className) {
    throw fixed();
  }

  @Override
  public void addSipServletMapping(MobicentsSipServletMapping mapping) {
    throw fixed();
  }

  @Override
  public void removeSipServletMapping(MobicentsSipServletMapping mapping) {
    throw fixed();
  }

  private static UnsupportedOperationException fixed() {
    return new UnsupportedOperationException(
        "an application's description does not change after deployment");
  }
}
