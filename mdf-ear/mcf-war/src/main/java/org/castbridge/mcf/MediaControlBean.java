/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.castbridge.mcf.rtsp.RtspServer;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.mcf.session.MediaControl;

/** The management bean, while it is registered. */
final class MediaControlBean implements MediaControlMXBean, AutoCloseable {
  private static final String NAME = "org.castbridge:type=MediaControl";

  private final MediaControl control;
  private final RtspServer server;

  MediaControlBean(MediaControl control, RtspServer server) {
    this.control = control;
    this.server = server;
    change(true);
  }

  private void change(boolean register) {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (beans.isRegistered(name)) {
        beans.unregisterMBean(name);
      }
      if (register) {
        beans.registerMBean(this, name);
      }
    } catch (JMException e) {
      // Watching is not worth a function that does not start.
      McfLog.LOG.mbeanFailed(NAME, e);
    }
  }

  @Override
  public void close() {
    change(false);
  }

  @Override
  public int getSessions() {
    return control.sessions().size();
  }

  @Override
  public int getRtspConnections() {
    return server.connections();
  }

  @Override
  public long getSessionsOpened() {
    return value(Counter.SESSIONS_OPENED);
  }

  @Override
  public long getSessionsAnswered() {
    return value(Counter.SESSIONS_ANSWERED);
  }

  @Override
  public long getSessionsRefused() {
    return value(Counter.SESSIONS_REFUSED);
  }

  @Override
  public long getSessionsEnded() {
    return value(Counter.SESSIONS_ENDED);
  }

  @Override
  public long getEndedByTimeout() {
    return value(Counter.ENDED_BY_TIMEOUT);
  }

  @Override
  public long getEndedByMdf() {
    return value(Counter.ENDED_BY_MDF);
  }

  @Override
  public long getPlays() {
    return value(Counter.PLAYS);
  }

  @Override
  public long getPauses() {
    return value(Counter.PAUSES);
  }

  @Override
  public long getAnnounces() {
    return value(Counter.ANNOUNCES);
  }

  @Override
  public long getRtspErrors() {
    return value(Counter.RTSP_ERRORS);
  }

  @Override
  public long getZaps() {
    return value(Counter.ZAPS);
  }

  @Override
  public long getTimeShifts() {
    return value(Counter.TIME_SHIFTS);
  }

  private long value(Counter counter) {
    return control.counters().value(counter);
  }
}
