/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.castbridge.iptv.config.ConfigurationException;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.data.ChannelImporter;
import org.castbridge.iptv.data.ContentImporter;
import org.castbridge.iptv.data.Database;
import org.castbridge.iptv.data.DatabaseUnavailableException;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.scf.ScfBean;
import org.castbridge.iptv.scf.ScfFunction;
import org.castbridge.iptv.sdf.SdfBean;
import org.castbridge.iptv.sdf.SdfFunction;

/** Runs what happens regularly, and is the management bean. */
@WebListener
public class IptvServices implements ServletContextListener, IptvServicesMXBean {
  static final String OBJECT_NAME = "org.castbridge:type=IptvServices";

  @Resource private ManagedScheduledExecutorService executor;
  @Inject private IptvConfig config;
  @Inject private Database database;
  @Inject private ContentImporter importer;
  @Inject private ChannelImporter channels;
  @Inject private SdfBean sdf;
  @Inject private ScfBean scf;

  private ScheduledFuture<?> turns;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    // The first look is part of the start, so that what is served has a catalogue.
    lookAtStore();
    int interval = config.ssfScanIntervalMillis();
    turns = executor.scheduleWithFixedDelay(this::turn, interval, interval, TimeUnit.MILLISECONDS);
    register(true);
    IptvLogger.LOG.started(
        config.identities().discoveryUri(),
        "sip:" + config.identities().contentTemplate() + "@" + config.domain(),
        config.identities().mediaControlUri(),
        config.coreAddress() + ":" + config.corePort(),
        config.ssfLocation());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (turns != null) {
      turns.cancel(false);
    }
    register(false);
  }

  private void turn() {
    lookAtStore();
    try {
      if (sdf.information().refresh() && sdf.function() != null) {
        int watchers = sdf.function().notifyAllWatchers();
        IptvLogger.LOG.attachmentChanged(getAttachmentVersion(), watchers);
      }
    } catch (ConfigurationException e) {
      IptvLogger.LOG.configurationWrong(e.getMessage());
    } catch (RuntimeException e) {
      // An exception that leaves a scheduled task ends it.
      IptvLogger.LOG.eventFailed("change of the attachment information", "sdf", e);
    }
  }

  @Override
  public final void lookAtStore() {
    try {
      database.probe();
      if (database.isUp()) {
        importer.run();
        channels.run();
      }
    } catch (DatabaseUnavailableException e) {
      IptvLogger.LOG.debugf(e, "the database went while the catalogue was written");
    } catch (RuntimeException e) {
      IptvLogger.LOG.importFailed(e);
    }
  }

  private void register(boolean here) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(OBJECT_NAME);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      if (here) {
        server.registerMBean(this, name);
      }
    } catch (JMException e) {
      IptvLogger.LOG.eventFailed("registration in JMX", "iptv-services", e);
    }
  }

  @Override
  public boolean isDatabaseUp() {
    return database.isUp();
  }

  @Override
  public String getDatabaseCause() {
    return database.cause();
  }

  @Override
  public int getFilms() {
    return importer.items();
  }

  @Override
  public int getChannels() {
    return channels.items();
  }

  @Override
  public String getChannelFault() {
    return channels.fault();
  }

  @Override
  public String getAssetFaults() {
    return importer.faults();
  }

  @Override
  public int getSdfWatchers() {
    SdfFunction function = sdf.function();
    return function == null ? 0 : function.watcherCount();
  }

  @Override
  public int getSdfRegistrations() {
    SdfFunction function = sdf.function();
    return function == null ? 0 : function.registrationCount();
  }

  @Override
  public int getScfRegistrations() {
    ScfFunction function = scf.function();
    return function == null ? 0 : function.registrationCount();
  }

  @Override
  public int getScfActiveSessions() {
    ScfFunction function = scf.function();
    return function == null ? 0 : function.activeSessions();
  }

  @Override
  public long getScfEstablishedSessions() {
    ScfFunction function = scf.function();
    return function == null ? 0 : function.establishedSessions();
  }

  @Override
  public long getScfRefusedSessions() {
    ScfFunction function = scf.function();
    return function == null ? 0 : function.refusedSessions();
  }

  @Override
  public int getAttachmentVersion() {
    return sdf.information().current().version();
  }
}
