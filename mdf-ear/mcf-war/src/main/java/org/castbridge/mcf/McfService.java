/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.castbridge.mcf.choice.MdfDirectory;
import org.castbridge.mcf.choice.MdfNode;
import org.castbridge.mcf.rtsp.RtspControl;
import org.castbridge.mcf.rtsp.RtspServer;
import org.castbridge.mcf.session.Counters;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.mcf.session.SessionTable;
import org.castbridge.mcf.xp.XpClient;
import org.castbridge.signalling.ims.ServiceIdentities;

/** Builds the parts at deployment and takes them down at undeployment. */
@ApplicationScoped
public class McfService {
  private static final long LAST_WORDS_MILLIS = 2000;

  @Inject private McfConfig config;
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedThreadFactory threads;

  private MediaControl control;
  private RtspServer server;
  private MediaControlBean bean;
  private ServiceIdentities identities;

  /** Starts everything but SIP, which the container starts. */
  synchronized void start() {
    identities = config.identities();
    XpClient client = new XpClient(http(), config.lookupTimeout(), config.sessionTimeout());
    MdfDirectory directory =
        new MdfDirectory(config.mdfs(), client, config.healthLifetime(), System::nanoTime);
    control =
        new MediaControl(
            config.settings(),
            client,
            directory,
            new SessionTable(),
            new Counters(),
            new LogObserver(),
            System::nanoTime);
    server = listen();
    bean = new MediaControlBean(control, server);
    McfLog.LOG.started(
        config.address(), server.port(), config.mdfs().stream().map(MdfNode::base).toList());
  }

  private RtspServer listen() {
    InetSocketAddress address = new InetSocketAddress(config.address(), config.rtspPort());
    try {
      return new RtspServer(
          address,
          new RtspControl(control),
          config.rtspLimits(),
          control::expire,
          threads,
          McfLog.LOG::rtspFailed);
    } catch (IOException e) {
      throw McfLog.LOG.cannotListen(config.address(), config.rtspPort(), e);
    }
  }

  // The client's own thread lives until the client is garbage. It must not hold our class loader
  // meanwhile, and what
  // runs for us must have it.
  private HttpClient http() {
    Thread current = Thread.currentThread();
    ClassLoader ours = McfService.class.getClassLoader();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(config.lookupTimeout())
          .executor(withLoader(executor, ours))
          .build();
    } finally {
      current.setContextClassLoader(before);
    }
  }

  // Static: a reference to us would keep the client, and so its thread, alive for ever.
  private static Executor withLoader(Executor executor, ClassLoader loader) {
    return task ->
        executor.execute(
            () -> {
              Thread current = Thread.currentThread();
              ClassLoader before = current.getContextClassLoader();
              current.setContextClassLoader(loader);
              try {
                task.run();
              } finally {
                current.setContextClassLoader(before);
              }
            });
  }

  /** Ends all sessions and frees the port; again it does nothing. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    int sessions = control.sessions().size();
    // Bounded: who is going down with us need not be waited for.
    control.shutDown().completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS).join();
    server.close();
    bean.close();
    server = null;
    McfLog.LOG.stopped(sessions);
  }

  public MediaControl control() {
    return control;
  }

  public ServiceIdentities identities() {
    return identities;
  }

  /** The name under which warnings are signed. */
  public String agent() {
    return config.address();
  }
}
