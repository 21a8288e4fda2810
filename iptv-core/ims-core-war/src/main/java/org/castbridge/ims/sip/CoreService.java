/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.servlet.sip.ProxyBranch;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.registrar.ThirdPartyRegister;
import org.castbridge.ims.subscriber.SubscriberDirectory;
import org.castbridge.ims.subscriber.SubscriberFile;
import org.castbridge.ims.subscriber.SubscribersException;
import org.castbridge.ims.subscriber.SubscribersParser;

/**
 * Holds the core while the application is deployed: makes it, keeps its subscribers fresh, shows it
 * to management.
 */
@ApplicationScoped
public class CoreService {
  private static final String BEAN_NAME = "org.castbridge:type=CoreIms";

  private CoreConfig config;
  private CoreIms core;
  private SubscriberFile file;
  private ObjectName beanName;
  private ScheduledFuture<?> beat;

  // Not the SIP container's timer: that would keep an application session, and none shall be left
  // when nobody calls.
  @Resource private ManagedScheduledExecutorService scheduler;

  private volatile ThirdPartySink sink = plan -> {};
  private volatile Consumer<ProxyBranch> branchTimeouts = branch -> {};

  /** Where third-party registrations go that no REGISTER has caused. */
  @FunctionalInterface
  public interface ThirdPartySink {
    void send(List<ThirdPartyRegister> plan);
  }

  protected CoreService() {}

  @Inject
  public CoreService(CoreConfig config) {
    this.config = config;
  }

  @PostConstruct
  void start() {
    core = new CoreIms(config.settings(), new SecureRandom());
    file = new SubscriberFile(config.subscribers(), new SubscribersParser(config::lookup));
    readSubscribers();
    CoreLog.LOG.started(
        core.home().domain(), core.home().hostPort(), core.subscribers(), file.path());
    try {
      ObjectName name = new ObjectName(BEAN_NAME);
      ManagementFactory.getPlatformMBeanServer().registerMBean(new Management(), name);
      beanName = name;
    } catch (JMException e) {
      CoreLog.LOG.noManagementBean(e.toString());
    }
    beat = scheduler.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    beat.cancel(true);
    if (beanName != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(beanName);
      } catch (JMException e) {
        CoreLog.LOG.noManagementBean(e.toString());
      }
    }
  }

  public CoreIms core() {
    return core;
  }

  public int serverTimeout() {
    return config.serverTimeout();
  }

  public int sessionMinutes() {
    return config.sessionMinutes();
  }

  /**
   * Tells who acts on what does not come with a request.
   *
   * @param to sends what time, a changed file and management bring about
   * @param timeouts takes the branches whose server did not answer
   */
  public void connect(ThirdPartySink to, Consumer<ProxyBranch> timeouts) {
    sink = to;
    branchTimeouts = timeouts;
  }

  void timedOut(ProxyBranch branch) {
    branchTimeouts.accept(branch);
  }

  /** Expired bindings and a changed subscribers file are noticed here. */
  private void tick() {
    try {
      if (file.changed()) {
        readSubscribers();
      }
      List<ThirdPartyRegister> ended = core.expire(Instant.now());
      ended.forEach(t -> CoreLog.LOG.ended(t.identity()));
      sink.send(ended);
    } catch (RuntimeException e) {
      // Thrown on, it would end the beat for good.
      CoreLog.LOG.beatFailed(e);
    }
  }

  private void readSubscribers() {
    try {
      SubscriberDirectory directory = file.read();
      List<ThirdPartyRegister> gone = core.use(directory);
      if (beanName != null) {
        CoreLog.LOG.subscribersRead(file.path(), directory.size());
      }
      gone.forEach(t -> CoreLog.LOG.ended(t.identity()));
      sink.send(gone);
    } catch (SubscribersException e) {
      CoreLog.LOG.subscribersNotUsed(file.path(), e.getMessage());
    }
  }

  private final class Management implements CoreImsMXBean {
    @Override
    public int getRegisteredUsers() {
      return core.registrar().users();
    }

    @Override
    public int getBindings() {
      return core.registrar().bindings();
    }

    @Override
    public List<String> getRegistrations() {
      return core.registrar().list(Instant.now());
    }

    @Override
    public int getSubscribers() {
      return core.subscribers();
    }

    @Override
    public Map<String, Long> getCounters() {
      return core.counters().snapshot();
    }

    @Override
    public boolean deregister(String impi) {
      boolean known = !core.registrar().bindings(impi, Instant.now()).isEmpty();
      sink.send(core.deregister(impi));
      return known;
    }
  }
}
