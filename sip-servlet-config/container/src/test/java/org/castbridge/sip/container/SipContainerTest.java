/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.castbridge.sip.container.application.ContextSwitch;
import org.castbridge.sip.container.application.Instances;
import org.castbridge.sip.container.application.SipApplication;
import org.castbridge.sip.container.guard.TrustedPeers;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.container.metadata.ServletMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole container on real sockets, without a server around it. */
class SipContainerTest {
  private static final String HOST = "127.0.0.1";

  private int port;
  private SipContainer container;
  private SipApplication application;
  private UdpPeer peer;

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    container =
        new SipContainer(
            new SipContainerConfig(
                "ims.test",
                null,
                TrustedPeers.everyone(),
                4,
                true,
                List.of(
                    new SipContainerConfig.Connector("udp", "udp", HOST, port),
                    new SipContainerConfig.Connector("tcp", "tcp", HOST, port))));
    container.start();
    ContextSwitch.Surroundings none =
        new ContextSwitch.Surroundings() {
          @Override
          public void setUp() {}

          @Override
          public void tearDown() {}
        };
    application =
        container.create(metadata(), new ContextSwitch(getClass().getClassLoader(), none));
    ServletContext context = servletContext();
    application.describe(context);
    application.start(context, plainInstances());
    peer = new UdpPeer(port);
  }

  @AfterEach
  void stop() {
    peer.close();
    if (application != null) {
      application.stop();
      container.discard(application);
    }
    container.stop();
    assertThat(eventually(SipThreads::live)).as("threads left after stop").isEmpty();
  }

  /** Threads end a moment after they are told to; what is still there in the end is returned. */
  private static List<String> eventually(Supplier<List<String>> threads) {
    for (int round = 0; round < 100 && !threads.get().isEmpty(); round++) {
      LockSupport.parkNanos(50_000_000L);
    }
    return threads.get();
  }

  static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static ApplicationMetadata metadata() {
    return new ApplicationMetadata(
        "iptv-services",
        null,
        null,
        "sdf",
        List.of(
            new ServletMetadata(
                "sdf", EchoServlet.class.getName(), 1, Map.of("greeting", "from sdf")),
            new ServletMetadata(
                "scf", EchoServlet.Second.class.getName(), 2, Map.of("greeting", "from scf")),
            new ServletMetadata("watcher", EchoServlet.Watcher.class.getName(), 3, Map.of()),
            new ServletMetadata("lingering", EchoServlet.Lingering.class.getName(), 4, Map.of())),
        List.of(),
        Optional.empty(),
        3,
        180,
        Map.of());
  }

  private static Instances plainInstances() {
    return new Instances() {
      @Override
      public <T> Instance<T> create(Class<T> type) throws ReflectiveOperationException {
        T made = type.getDeclaredConstructor().newInstance();
        return new Instance<>() {
          @Override
          public T get() {
            return made;
          }

          @Override
          public void release() {}
        };
      }
    };
  }

  private static ServletContext servletContext() {
    Map<String, Object> attributes = new ConcurrentHashMap<>();
    return (ServletContext)
        Proxy.newProxyInstance(
            SipContainerTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "getContextPath" -> "/test";
                  default -> null;
                });
  }

  @Test
  void initialRequestReachesTheServletItNames() throws IOException {
    assertThat(peer.ask("OPTIONS", "sip:iptv-services@" + HOST + ":" + port))
        .startsWith("SIP/2.0 200")
        .endsWith("from sdf");
    assertThat(peer.ask("OPTIONS", "sip:scf@" + HOST + ":" + port))
        .startsWith("SIP/2.0 200")
        .endsWith("from scf");
    assertThat(
            peer.ask("OPTIONS", "sip:x@ims.test", "Route: <sip:scf@" + HOST + ":" + port + ";lr>"))
        .startsWith("SIP/2.0 200")
        .endsWith("from scf");
    assertThat(peer.ask("OPTIONS", "sip:alice@" + HOST + ":" + port + ";app=sdf"))
        .endsWith("from sdf");
  }

  @Test
  void strangersAreAnsweredAndNeverRelayed() throws IOException {
    long before = container.figures().requestsRejected();
    assertThat(peer.ask("OPTIONS", "sip:nobody@" + HOST + ":" + port)).startsWith("SIP/2.0 404");
    assertThat(peer.ask("OPTIONS", "sip:nobody@ims.test")).startsWith("SIP/2.0 404");
    assertThat(peer.ask("MESSAGE", "sip:bob@192.0.2.1")).startsWith("SIP/2.0 403");
    assertThat(peer.ask("MESSAGE", "sip:scf@ims.test", "Route: <sip:192.0.2.1;lr>"))
        .startsWith("SIP/2.0 403");
    assertThat(peer.ask("FOO", "sip:nobody@ims.test")).startsWith("SIP/2.0 405").contains("Allow:");
    assertThat(peer.ask("FOO", "sip:scf@" + HOST + ":" + port))
        .startsWith("SIP/2.0 405")
        .contains("Allow:");
    assertThat(container.figures().requestsRejected()).isEqualTo(before + 5);
  }

  @Test
  void malformedIsAnsweredAndLeavesOthersAlone() throws IOException {
    assertThat(
            peer.exchange(
                peer.request("OPTIONS", "sip:scf@ims.test").replace("From: <", "From: <<:")))
        .startsWith("SIP/2.0 400")
        .doesNotContain("\n:");
    assertThat(
            peer.exchange(
                peer.request("OPTIONS", "sip:scf@ims.test").replace(" SIP/2.0\r", " SIP/3.0\r")))
        .startsWith("SIP/2.0 400");
    peer.send("no SIP at all\r\n\r\n");
    peer.send(peer.request("OPTIONS", "sip:scf@ims.test").replaceFirst("CSeq: .*\r\n", ""));
    assertThat(peer.ask("OPTIONS", "sip:scf@" + HOST + ":" + port)).startsWith("SIP/2.0 200");
  }

  /** RFC 6665 section 4.1.2.4: a subscriber must be prepared for it. */
  @Test
  void aNotifyMayOvertakeTheAnswerToItsSubscribe() throws IOException {
    peer.send(peer.request("MESSAGE", "sip:watcher@ims.test", "Whom: " + peer.uri()));
    String subscribe = peer.await("SUBSCRIBE", "ua-profile");
    String tagged = header(subscribe, "To") + ";tag=peers";
    for (int cseq = 1; cseq <= 2; cseq++) {
      peer.send(
          peer.request(
                  "NOTIFY",
                  header(subscribe, "Contact").replaceAll(".*<|>.*", ""),
                  "Event: ua-profile",
                  "Contact: <" + peer.uri() + ">",
                  "Subscription-State: active;expires=60")
              .replaceFirst("From: .*", "From: " + tagged)
              .replaceFirst("To: .*", "To: " + header(subscribe, "From"))
              .replaceFirst("Call-ID: .*", "Call-ID: " + header(subscribe, "Call-ID"))
              .replaceFirst("CSeq: 1", "CSeq: " + cseq));
      assertThat(peer.await("SIP/2.0", cseq + " NOTIFY")).startsWith("SIP/2.0 200");
      if (cseq == 1) {
        peer.send(
            subscribe
                .replaceFirst("SUBSCRIBE .*", "SIP/2.0 200 OK")
                .replaceFirst("To: .*", "To: " + tagged)
                .replaceFirst("Contact: .*", "Contact: <" + peer.uri() + ">"));
      }
    }
  }

  private static String header(String message, String name) {
    return message.replaceAll("(?s).*\r\n" + name + ": ([^\r]*)\r\n.*", "$1");
  }

  /** {@link #stop()} finds the thread that swallowed the interrupt it was to end by. */
  @Test
  void noThreadStaysThatIsAtWorkWhenTheContainerStops() throws IOException {
    assertThat(peer.ask("MESSAGE", "sip:lingering@ims.test")).startsWith("SIP/2.0 200");
  }

  @Test
  void sessionsEndWithTheApplication() throws Exception {
    assertThat(peer.ask("MESSAGE", "sip:scf@" + HOST + ":" + port)).startsWith("SIP/2.0 200");
    assertThat(container.figures().applicationSessions()).isEqualTo(1);
    assertThat(container.figures().applications()).containsExactly("iptv-services");
    application.stop();
    assertThat(container.figures().applicationSessions()).isZero();
    assertThat(container.figures().applications()).isEmpty();
    assertThat(peer.ask("MESSAGE", "sip:scf@" + HOST + ":" + port)).startsWith("SIP/2.0 404");
    container.discard(application);
    application = null;
  }

  /**
   * The engine links against a reporter that calls its maker; what is on the class path must be
   * ours.
   */
  @Test
  void nothingPhonesHome() throws Exception {
    Path source =
        Path.of(
            org.restcomm.commons.statistics.reporter.RestcommStatsReporter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    assertThat(Files.isSameFile(source, Path.of("target", "classes"))).isTrue();
  }
}
