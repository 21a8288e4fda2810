/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import static org.castbridge.sip.container.SipMessages.LOG;

import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sip.SipException;
import javax.sip.SipStack;
import org.castbridge.sip.container.application.ContextSwitch;
import org.castbridge.sip.container.application.SipApplication;
import org.castbridge.sip.container.guard.Admission;
import org.castbridge.sip.container.guard.RequestGuard;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.container.stack.EngineService;
import org.castbridge.sip.container.stack.ListeningPoints;
import org.castbridge.sip.container.stack.StackProperties;
import org.castbridge.sip.container.stack.StackShutdown;
import org.castbridge.sip.router.ApplicationDirectory;
import org.castbridge.sip.router.NamedApplicationRouterProvider;
import org.castbridge.sip.router.RoutingRule;
import org.mobicents.ext.javax.sip.dns.DefaultDNSServerLocator;
import org.mobicents.javax.servlet.CongestionControlPolicy;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.startup.StaticServiceHolder;

/**
 * The SIP container of this JVM. There can be one at a time: the engine keeps its service, its
 * factories and its router in static fields. After {@link #stop()} another one may be started.
 */
public final class SipContainer {
  /** RFC 3261 17: T1, T2, T4 and Timer D, in milliseconds. */
  private static final int T1 = 500;

  private static final int T2 = 4000;
  private static final int T4 = 5000;
  private static final int TIMER_D = 32000;
  private static final int NO_CHECKING = -1;
  private static final int DNS_TIMEOUT_SECONDS = 1;

  private final SipContainerConfig config;
  private final List<SipApplication> applications = new CopyOnWriteArrayList<>();
  private SipApplicationDispatcherImpl dispatcher;
  private RequestGuard guard;
  private volatile boolean running;

  public SipContainer(SipContainerConfig config) {
    this.config = config;
  }

  /**
   * Starts the stack and opens the connectors.
   *
   * @throws SipContainerException if the stack or a connector cannot be started; nothing is left
   *     running then
   */
  public synchronized void start() throws SipContainerException {
    withEngineLoader(this::startInside);
    running = true;
    LOG.started(
        config.connectors().stream()
            .map(one -> one.protocol() + " " + one.host() + ":" + one.port())
            .collect(Collectors.joining(", ")));
  }

  private void startInside() throws SipContainerException {
    EngineLogging.quieten();
    ApplicationDirectory.shared().setDefaultApplication(config.defaultApplication());
    System.setProperty(
        NamedApplicationRouterProvider.PROPERTY, NamedApplicationRouterProvider.class.getName());
    EngineService service = new EngineService(config.threads());
    StaticServiceHolder.sipStandardService = service;
    dispatcher = new SipApplicationDispatcherImpl();
    service.setSipApplicationDispatcher(dispatcher);
    try {
      configure(service);
      SipStack stack = createStack();
      guard =
          new RequestGuard(
              dispatcher,
              new Admission(config.trustedPeers(), new RoutingRule(ApplicationDirectory.shared())),
              config.domain());
      // The dispatcher is a state machine: a connector added before start() would make it skip its
      // own start.
      dispatcher.init();
      dispatcher.start();
      ListeningPoints points = new ListeningPoints(stack, dispatcher, service, guard);
      for (SipContainerConfig.Connector connector : config.connectors()) {
        points.open(connector);
      }
      dispatcher.putInService();
    } catch (SipContainerException e) {
      stopInside();
      throw e;
    } catch (SipException | RuntimeException e) {
      stopInside();
      throw LOG.cannotStart(e.getMessage(), e);
    }
  }

  private void configure(EngineService service) {
    dispatcher.setSipService(service);
    dispatcher.setDomain(StackProperties.STACK_NAME);
    ((SipFactoryImpl) dispatcher.getSipFactory()).initialize("gov.nist", true);
    dispatcher.setDNSServerLocator(new DefaultDNSServerLocator());
    dispatcher.setDNSTimeout(DNS_TIMEOUT_SECONDS);
    dispatcher.setBaseTimerInterval(T1);
    dispatcher.setT2Interval(T2);
    dispatcher.setT4Interval(T4);
    dispatcher.setTimerDInterval(TIMER_D);
    dispatcher.setMemoryThreshold(95);
    dispatcher.setBackToNormalMemoryThreshold(90);
    dispatcher.setQueueSize(1500);
    dispatcher.setBackToNormalQueueSize(1300);
    dispatcher.setCongestionControlCheckingInterval(NO_CHECKING);
    dispatcher.setCongestionControlPolicy(CongestionControlPolicy.ErrorResponse);
    dispatcher.setGatherStatistics(config.statistics());
    dispatcher.setConcurrencyControlMode(ConcurrencyControlMode.SipApplicationSession);
    dispatcher.setBypassRequestExecutor(true);
    dispatcher.setBypassResponseExecutor(true);
  }

  private SipStack createStack() throws SipException {
    Properties properties = StackProperties.of(config.threads());
    SipStack stack =
        ((SipFactoryImpl) dispatcher.getSipFactory())
            .getJainSipFactory()
            .createSipStack(properties);
    dispatcher.setSipStack(stack);
    return stack;
  }

  /** Closes the connectors and ends all threads. Applications must have been stopped before. */
  public synchronized void stop() {
    if (!running) {
      return;
    }
    running = false;
    try {
      withEngineLoader(this::stopInside);
    } finally {
      LOG.stopped();
    }
  }

  private void stopInside() {
    SipStack stack = dispatcher.getSipStack();
    StackShutdown shutdown = StackShutdown.begin(stack, guard);
    dispatcher.stop();
    shutdown.finish();
    // Else the factory hands out the stopped stack again, which on restart loses track of a thread.
    ((SipFactoryImpl) dispatcher.getSipFactory()).getJainSipFactory().resetFactory();
  }

  /** The engine and the stack load their classes by name through the thread's class loader. */
  private static <E extends Exception> void withEngineLoader(ContextSwitch.Work<E> work) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(SipContainer.class.getClassLoader());
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Makes an application; its web context starts and stops it. */
  public SipApplication create(ApplicationMetadata metadata, ContextSwitch contextSwitch) {
    SipApplication application = new SipApplication(metadata, dispatcher, contextSwitch);
    applications.add(application);
    return application;
  }

  /** Forgets an application that was stopped. */
  public void discard(SipApplication application) {
    application.discard();
    applications.remove(application);
  }

  /** Figures about the running container; zeros after it has stopped. */
  public SipContainerFigures figures() {
    if (!running) {
      return SipContainerFigures.stopped(SipThreads.count());
    }
    SIPTransactionStack stack = (SIPTransactionStack) dispatcher.getSipStack();
    return new SipContainerFigures(
        names(dispatcher),
        applications.stream().mapToInt(SipApplication::sipSessions).sum(),
        applications.stream().mapToInt(SipApplication::applicationSessions).sum(),
        stack.getDialogs().size(),
        stack.getClientTransactionTableSize(),
        stack.getServerTransactionTableSize(),
        dispatcher.getRequestsProcessed(),
        guard.refused(),
        SipThreads.count());
  }

  private static List<String> names(SipApplicationDispatcher dispatcher) {
    return java.util.Arrays.stream(dispatcher.findInstalledSipApplications()).sorted().toList();
  }

  public boolean isRunning() {
    return running;
  }
}
