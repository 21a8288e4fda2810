/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.castbridge.mdf.rar.net.DeliverySettings;
import org.castbridge.mdf.rar.net.MediaDelivery;

/**
 * The resource adapter: owns the media delivery from start to stop. Its properties are those of
 * {@link DeliverySettings}; their values come from {@code META-INF/ironjacamar.xml}, where each is
 * a WildFly expression with a default.
 */
public class MediaResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;

  private String address = "127.0.0.1";
  private String mediaAddress = "";
  private String publicAddress = "";
  private Integer mediaPort = 20_100;
  private Integer stunPort = 3_478;
  private Integer loops = 0;
  private Integer maxSessions = 500;
  private Integer handshakeThreads = 32;
  private Boolean nativeTransport = true;
  private Boolean segmentation = true;
  private String ice = "lite";
  private Boolean tcp = true;

  private transient volatile MediaDelivery delivery;
  private transient SessionEventDispatcher events;
  private transient ManagementBean bean;

  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    events = new SessionEventDispatcher(context.getWorkManager(), this::countLostEvent);
    try {
      delivery = ThreadOfItsOwn.call("castbridge-start", this::startDelivery);
    } catch (Exception e) { // whatever it is, the container needs to hear that there is no adapter
      throw new ResourceAdapterInternalException(
          "the media delivery cannot start: " + e.getMessage(), e);
    }
    bean = ManagementBean.register(this);
  }

  private MediaDelivery startDelivery() throws IOException {
    MediaDelivery starting = new MediaDelivery(settings(), events);
    starting.start();
    return starting;
  }

  private void countLostEvent() {
    MediaDelivery running = delivery;
    if (running != null) {
      running.counters().countLostEvent();
    }
  }

  DeliverySettings settings() throws UnknownHostException {
    return new DeliverySettings(
        InetAddress.getByName((mediaAddress.isBlank() ? address : mediaAddress).trim()),
        addresses(publicAddress),
        mediaPort,
        stunPort,
        loops,
        maxSessions,
        handshakeThreads,
        nativeTransport,
        segmentation,
        fullIce(),
        tcp);
  }

  private static List<InetAddress> addresses(String list) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String one : list.split(",")) {
      if (!one.isBlank()) {
        addresses.add(InetAddress.getByName(one.trim()));
      }
    }
    return addresses;
  }

  private boolean fullIce() {
    return switch (ice.trim()) {
      case "lite" -> false;
      case "full" -> true;
      default -> throw new IllegalArgumentException("ice is lite or full, not '" + ice + "'");
    };
  }

  @Override
  public void stop() {
    if (bean != null) {
      bean.unregister();
      bean = null;
    }
    MediaDelivery running = delivery;
    if (running != null) {
      running.stop();
      delivery = null;
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof MediaActivationSpec)) {
      throw new ResourceException("not an activation spec of this resource adapter: " + spec);
    }
    events.activate(endpoint);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {
    events.deactivate(endpoint);
  }

  /** There are no transactions in media. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /** Null while the adapter does not run. */
  MediaDelivery delivery() {
    return delivery;
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getMediaAddress() {
    return mediaAddress;
  }

  public void setMediaAddress(String mediaAddress) {
    this.mediaAddress = mediaAddress == null ? "" : mediaAddress;
  }

  public String getPublicAddress() {
    return publicAddress;
  }

  public void setPublicAddress(String publicAddress) {
    this.publicAddress = publicAddress == null ? "" : publicAddress;
  }

  public Integer getMediaPort() {
    return mediaPort;
  }

  public void setMediaPort(Integer mediaPort) {
    this.mediaPort = mediaPort;
  }

  public Integer getStunPort() {
    return stunPort;
  }

  public void setStunPort(Integer stunPort) {
    this.stunPort = stunPort;
  }

  public Integer getLoops() {
    return loops;
  }

  public void setLoops(Integer loops) {
    this.loops = loops;
  }

  public Integer getMaxSessions() {
    return maxSessions;
  }

  public void setMaxSessions(Integer maxSessions) {
    this.maxSessions = maxSessions;
  }

  public Integer getHandshakeThreads() {
    return handshakeThreads;
  }

  public void setHandshakeThreads(Integer handshakeThreads) {
    this.handshakeThreads = handshakeThreads;
  }

  public Boolean getNativeTransport() {
    return nativeTransport;
  }

  public void setNativeTransport(Boolean nativeTransport) {
    this.nativeTransport = nativeTransport;
  }

  public Boolean getSegmentation() {
    return segmentation;
  }

  public void setSegmentation(Boolean segmentation) {
    this.segmentation = segmentation;
  }

  public String getIce() {
    return ice;
  }

  public void setIce(String ice) {
    this.ice = ice;
  }

  public Boolean getTcp() {
    return tcp;
  }

  public void setTcp(Boolean tcp) {
    this.tcp = tcp;
  }

  /**
   * One adapter, one set of sockets: equal when they would listen on the same ports (JCA section
   * 5.3.2).
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof MediaResourceAdapter o
        && o.address.equals(address)
        && o.mediaAddress.equals(mediaAddress)
        && o.mediaPort.equals(mediaPort);
  }

  @Override
  public int hashCode() {
    return address.hashCode() * 31 + mediaPort;
  }
}
