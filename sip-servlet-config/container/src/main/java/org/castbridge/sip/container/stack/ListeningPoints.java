/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.stack;

import static org.castbridge.sip.container.SipMessages.LOG;

import gov.nist.javax.sip.ListeningPointExt;
import java.util.Iterator;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import org.castbridge.sip.container.SipContainerConfig.Connector;
import org.castbridge.sip.container.SipContainerException;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.ExtendedListeningPoint;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;

/**
 * Opens connectors. Those of the same address and port, UDP and TCP, share one provider, as RFC
 * 3261 18 sees them as one.
 */
public final class ListeningPoints {
  private final SipStack stack;
  private final SipApplicationDispatcher dispatcher;
  private final EngineService service;
  private final SipListener listener;

  public ListeningPoints(
      SipStack stack,
      SipApplicationDispatcher dispatcher,
      EngineService service,
      SipListener listener) {
    this.stack = stack;
    this.dispatcher = dispatcher;
    this.service = service;
    this.listener = listener;
  }

  /**
   * Binds a connector and makes it known to the engine.
   *
   * @throws SipContainerException naming connector and address, if it cannot be bound
   */
  public void open(Connector connector) throws SipContainerException {
    try {
      ListeningPoint point =
          stack.createListeningPoint(connector.host(), connector.port(), connector.protocol());
      SipConnector known = describe(connector);
      service.connectorAdded(known);
      dispatcher
          .getSipNetworkInterfaceManager()
          .addExtendedListeningPoint(
              new ExtendedListeningPoint(provider(point), (ListeningPointExt) point, known));
    } catch (SipException
        | InvalidArgumentException
        | TooManyListenersException
        | RuntimeException e) {
      throw LOG.cannotListen(
          connector.name(), connector.host(), connector.port(), connector.protocol(), reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private static SipConnector describe(Connector connector) {
    SipConnector known = new SipConnector();
    known.setIpAddress(connector.host());
    known.setPort(connector.port());
    known.setTransport(connector.protocol());
    return known;
  }

  private SipProvider provider(ListeningPoint point)
      throws SipException,
          ObjectInUseException,
          InvalidArgumentException,
          TooManyListenersException {
    Iterator<?> providers = stack.getSipProviders();
    while (providers.hasNext()) {
      SipProvider provider = (SipProvider) providers.next();
      for (ListeningPoint other : provider.getListeningPoints()) {
        if (other.getPort() == point.getPort()
            && other.getIPAddress().equals(point.getIPAddress())) {
          provider.addListeningPoint(point);
          return provider;
        }
      }
    }
    SipProvider provider = stack.createSipProvider(point);
    provider.addSipListener(listener);
    return provider;
  }
}
