/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.SipStack;
import org.castbridge.sip.container.message.SipMessageFactory;
import org.mobicents.ha.javax.sip.ReplicationStrategy;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipService;
import org.mobicents.servlet.sip.core.message.OutboundProxy;

/** The service the engine believes it runs in: settings it asks for, and the connectors. */
public final class EngineService implements SipService {
  private static final int PURGE_PERIOD_MINUTES = 1;

  private final int threads;
  private final List<SipConnector> connectors = new CopyOnWriteArrayList<>();
  private volatile SipApplicationDispatcher dispatcher;
  private String messageFactory = SipMessageFactory.class.getName();

  public EngineService(int threads) {
    this.threads = threads;
  }

  /** Makes a connector known to the engine. */
  public void connectorAdded(SipConnector connector) {
    connectors.add(connector);
  }

  @Override
  public SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public void setSipApplicationDispatcher(SipApplicationDispatcher value) {
    dispatcher = value;
  }

  @Override
  public SipStack getSipStack() {
    return dispatcher.getSipStack();
  }

  @Override
  public SipConnector findSipConnector(String transport) {
    return connectors.stream()
        .filter(one -> one.getTransport().equalsIgnoreCase(transport))
        .findFirst()
        .orElse(null);
  }

  @Override
  public SipConnector[] findSipConnectors() {
    return connectors.toArray(SipConnector[]::new);
  }

  @Override
  public String getMobicentsSipServletMessageFactoryClassName() {
    return messageFactory;
  }

  @Override
  public void setMobicentsSipServletMessageFactoryClassName(String className) {
    messageFactory = className;
  }

  @Override
  public int getDispatcherThreadPoolSize() {
    return threads;
  }

  @Override
  public int getCanceledTimerTasksPurgePeriod() {
    return PURGE_PERIOD_MINUTES;
  }

  /** Off: a request that comes while another is pending is the application's to judge (491). */
  @Override
  public boolean isDialogPendingRequestChecking() {
    return false;
  }

  /**
   * None: applications push the Route to Core IMS themselves; the engine would push its own beside
   * theirs.
   */
  @Override
  public OutboundProxy getOutboundProxy() {
    return null;
  }

  @Override
  public boolean isHttpFollowsSip() {
    return false;
  }

  @Override
  public String getJvmRoute() {
    return null;
  }

  @Override
  public boolean isMd5ContactUserPart() {
    return false;
  }

  @Override
  public ReplicationStrategy getReplicationStrategy() {
    return ReplicationStrategy.ConfirmedDialog;
  }

  /** 0 leaves the engine's own length. */
  @Override
  public int getTagHashMaxLength() {
    return 0;
  }

  @Override
  public int getCallIdMaxLength() {
    return 0;
  }

  @Override
  public String getDnsResolverClass() {
    return null;
  }

  @Override
  public int getDnsTimeout() {
    return 1;
  }

  @Override
  public void stopGracefully(long millis) {
    throw new UnsupportedOperationException("the server suspends and resumes, not the container");
  }

  @Override
  public String getProxyTimerServiceImplementationType() {
    return "Default";
  }

  @Override
  public String getSasTimerServiceImplementationType() {
    return "Default";
  }
}
