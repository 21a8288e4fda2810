/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.ims.CoreIms.RegisterAnswer;
import org.castbridge.ims.Counters.Counter;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.Source;
import org.castbridge.ims.registrar.RegisterRequest;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.registrar.ThirdPartyRegister;
import org.castbridge.ims.routing.InitialRequest;
import org.castbridge.ims.routing.RoutingPlan;
import org.castbridge.ims.routing.RoutingPlan.Kind;
import org.castbridge.ims.routing.SessionRouter;
import org.castbridge.ims.routing.TrustedPeers;
import org.castbridge.ims.subscriber.SubscriberDirectory;
import org.castbridge.ims.subscriber.SubscribersParser;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.castbridge.signalling.ims.DigestCredentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The core with the subscribers as shipped: what a registered user, a server and a stranger can do.
 */
class CoreImsTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ORIG = "sip:orig@127.0.0.1:5070;transport=tcp;lr";
  private static final String CONTACT = "sip:alice-1@127.0.0.1:5060;transport=tcp;app=sgw";
  private static final String SCF = "<sip:scf@127.0.0.1:5060;transport=tcp;lr>";
  private static final String FROM_ALICE = "From: \"A <b>\" <sip:alice@ims.test>;tag=1";
  private static final Source PHONE = new Source("192.0.2.9", 33333, 5060);

  private CoreIms core;

  @BeforeEach
  void start() throws Exception {
    core =
        new CoreIms(
            new CoreSettings(
                new SessionRouter.Home("ims.test", "127.0.0.1", 5070),
                TrustedPeers.parse("127.0.0.1:5060"),
                new Registrar.Limits(3600, 60, 3600, 10),
                List.of(DigestAlgorithm.values()),
                Duration.ofSeconds(300),
                1000),
            new SecureRandom());
    core.use(shipped());
  }

  private static SubscriberDirectory shipped() throws Exception {
    Map<String, String> config =
        Map.of("castbridge.address", "127.0.0.1", "castbridge.sip.port", "5060");
    try (InputStream in = Files.newInputStream(Path.of("src/main/config/subscribers.xml"))) {
      return new SubscribersParser(n -> Optional.ofNullable(config.get(n))).parse(in);
    }
  }

  private RegisterAnswer register(
      String user, String password, String aor, long expires, Source source, String contact)
      throws SipRefusal {
    RequestView view = Requests.view("REGISTER", "sip:ims.test");
    RegisterRequest request = Requests.register(aor, System.nanoTime(), expires, source, contact);
    RegisterAnswer.Challenge challenge =
        (RegisterAnswer.Challenge) core.register(view, List.of(), aor, request, T0);
    Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge.headers().get(0));
    assertThat(nonce.find()).isTrue();
    DigestAlgorithm a = DigestAlgorithm.SHA_256;
    DigestCredentials unproved =
        new DigestCredentials(
            user,
            "ims.test",
            nonce.group(1),
            "sip:ims.test",
            "",
            a.headerName(),
            "auth",
            "00000001",
            "c",
            null);
    String response = a.response(a.ha1(user, "ims.test", password), "REGISTER", unproved);
    String authorization =
        String.format(
            "Digest username=\"%s\",realm=\"ims.test\",nonce=\"%s\",uri=\"sip:ims.test\",response=\"%s\","
                + "algorithm=SHA-256,cnonce=\"c\",qop=auth,nc=00000001",
            user, nonce.group(1), response);
    return core.register(view, List.of(authorization), aor, request, T0);
  }

  private RegisterAnswer.Accepted registerAlice() throws SipRefusal {
    return (RegisterAnswer.Accepted)
        register(
            "alice@ims.test",
            "wonderland",
            "sip:alice@ims.test",
            600,
            Requests.CASTBRIDGE,
            CONTACT);
  }

  @Test
  void registrationTellsTheClientAndTheServers() throws Exception {
    RegisterAnswer.Accepted a = registerAlice();
    assertThat(a.contacts()).containsExactly("<" + CONTACT + ">;expires=600");
    assertThat(a.serviceRoute()).isEqualTo("<" + ORIG + ">");
    assertThat(a.associated()).containsExactly("<sip:alice@ims.test>");
    assertThat(a.thirdParty())
        .extracting(t -> t.server().serverName())
        .containsExactly(
            "sip:sdf@127.0.0.1:5060;transport=tcp;lr", "sip:scf@127.0.0.1:5060;transport=tcp;lr");
    assertThat(a.thirdParty())
        .allMatch(t -> t.expires() == 600 && t.identity().equals("sip:alice@ims.test"));
    assertThat(a.thirdParty().get(0).body().orElseThrow())
        .contains("<service-info>iptv</service-info>");
    assertThat(core.counters().value(Counter.REGISTRATIONS)).isEqualTo(1);
    assertThat(core.counters().snapshot())
        .containsEntry("challenges", 1L)
        .containsEntry("register-requests", 2L);
  }

  @Test
  void deregistrationExpiryAndRemovalTellTheServersToo() throws Exception {
    registerAlice();
    assertThat(core.expire(T0.plusSeconds(599))).isEmpty();
    List<ThirdPartyRegister> told = core.expire(T0.plusSeconds(600));
    assertThat(told).hasSize(2).allMatch(t -> t.expires() == 0);
    registerAlice();
    assertThat(core.use(new SubscriberDirectory(List.of(), List.of())))
        .hasSize(2)
        .allMatch(t -> t.expires() == 0);
    assertThat(core.registrar().users()).isZero();
    core.use(shipped());
    registerAlice();
    assertThat(core.deregister("alice@ims.test")).hasSize(2).allMatch(t -> t.expires() == 0);
    assertThat(core.deregister("alice@ims.test")).isEmpty();
  }

  @Test
  void nobodyRegistersWithAWrongPasswordOrForSomebodyElse() {
    assertRefused(
        403,
        "credentials are wrong",
        () -> register("alice@ims.test", "guess", "sip:alice@ims.test", 600, PHONE, CONTACT));
    assertRefused(
        403,
        "may not register",
        () -> register("bob@ims.test", "builder", "sip:alice@ims.test", 600, PHONE, CONTACT));
    assertRefused(
        403,
        "the core itself",
        () ->
            register("bob@ims.test", "builder", "sip:bob@ims.test", 600, PHONE, "sip:x@ims.test"));
    assertRefused(
        423,
        "too brief",
        () ->
            register("bob@ims.test", "builder", "sip:bob@ims.test", 5, PHONE, "sip:bob@192.0.2.9"));
    RegisterRequest r = Requests.register("sip:bob@ims.test", 1, 600, PHONE, "sip:bob@192.0.2.9");
    assertRefused(
        403,
        "somebody else",
        () ->
            core.register(
                Requests.view("REGISTER", "sip:ims.test"), List.of(), "sip:alice@ims.test", r, T0));
    assertRefused(
        403,
        "not taken here",
        () ->
            core.register(
                Requests.view("REGISTER", "sip:other.test"), List.of(), "sip:bob@ims.test", r, T0));
    assertThat(core.registrar().users()).isZero();
    assertThat(core.counters().value(Counter.AUTHENTICATION_FAILURES)).isEqualTo(1);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void assertRefused(int status, String why, Action action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(SipRefusal.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessageContaining(why);
  }

  private RoutingPlan route(
      String method, String uri, Source source, String ownRoute, String... headers)
      throws SipRefusal {
    return core.route(Requests.initial(Requests.view(method, uri, headers), source, ownRoute), T0);
  }

  private RoutingPlan openFilm() throws SipRefusal {
    return route(
        "INVITE",
        "sip:cod-harbour@ims.test",
        Requests.CASTBRIDGE,
        ORIG,
        FROM_ALICE,
        "P-Preferred-Identity: <sip:alice@ims.test>");
  }

  @Test
  void aFilmGoesToServiceControlAndFromThereToMediaControl() throws Exception {
    registerAlice();
    RoutingPlan first = openFilm();
    assertThat(first.kind()).isEqualTo(Kind.APPLICATION_SERVER);
    assertThat(first.identity()).contains("sip:alice@ims.test");
    assertThat(first.requestUri()).isEmpty();
    assertThat(first.routes()).hasSize(2).first().isEqualTo(SCF);
    assertThat(first.defaultHandling()).isEqualTo(DefaultHandling.SESSION_TERMINATED);
    String isc = first.routes().get(1);
    assertThat(isc).startsWith("<sip:isc@127.0.0.1:5070;transport=tcp;lr;odi=");

    RoutingPlan second =
        route(
            "INVITE",
            "sip:mcf@ims.test",
            Requests.CASTBRIDGE,
            isc,
            FROM_ALICE,
            "P-Asserted-Identity: <sip:alice@ims.test>");
    assertThat(second.kind()).isEqualTo(Kind.SERVICE);
    assertThat(second.identity()).as("a peer's assertion stands").isEmpty();
    assertThat(second.routes()).containsExactly("<sip:mcf@127.0.0.1:5060;transport=tcp;lr>");
    assertRefused(
        404,
        "not known",
        () -> route("INVITE", "sip:cod-harbour@ims.test", Requests.CASTBRIDGE, isc, FROM_ALICE));
  }

  @Test
  void theReturnRouteIsForPeersAndCannotBeMade() throws Exception {
    registerAlice();
    String isc = openFilm().routes().get(1);
    assertRefused(
        403,
        "return route",
        () -> route("INVITE", "sip:mcf@ims.test", Requests.STRANGER, isc, FROM_ALICE));
    String forged = "sip:isc@127.0.0.1:5070;lr;odi=" + "MHwwfHNpcDphbGljZUBpbXMudGVzdA.AAAA";
    assertRefused(
        403,
        "return route",
        () -> route("INVITE", "sip:mcf@ims.test", Requests.CASTBRIDGE, forged, FROM_ALICE));
    assertRefused(
        403,
        "return route",
        () ->
            route(
                "INVITE",
                "sip:mcf@ims.test",
                Requests.CASTBRIDGE,
                "sip:isc@127.0.0.1:5070;lr",
                FROM_ALICE));
  }

  @Test
  void discoveryGoesToItsServerByRuleOrByName() throws Exception {
    registerAlice();
    RoutingPlan byRule =
        route(
            "SUBSCRIBE",
            "sip:sdf@ims.test",
            Requests.CASTBRIDGE,
            ORIG,
            FROM_ALICE,
            "Event: ua-profile;profile-type=\"application\"");
    assertThat(byRule.kind()).isEqualTo(Kind.APPLICATION_SERVER);
    assertThat(byRule.routes().get(0)).contains("sip:sdf@127.0.0.1:5060");
    RoutingPlan byName =
        route(
            "SUBSCRIBE",
            "sip:sdf@ims.test",
            Requests.CASTBRIDGE,
            ORIG,
            FROM_ALICE,
            "Event: presence");
    assertThat(byName.kind()).isEqualTo(Kind.SERVICE);
    assertThat(byName.routes()).hasSize(1).first().asString().contains("sip:sdf@127.0.0.1:5060");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:bob@ims.test, , sip:bob@ims.test",
    "sip:alice@ims.test, sip:bob@ims.test, sip:bob@ims.test",
    "sip:bob@ims.test, sip:alice@ims.test, sip:bob@ims.test"
  })
  void aForgedIdentityIsRefused(String from, String preferred, String named) throws Exception {
    registerAlice();
    List<String> headers =
        new java.util.ArrayList<>(
            List.of("From: <" + from + ">;tag=1", "P-Asserted-Identity: <" + named + ">"));
    if (preferred != null) {
      headers.add("P-Preferred-Identity: <" + preferred + ">");
    }
    assertRefused(
        403,
        named + " is not registered",
        () ->
            route(
                "INVITE",
                "sip:cod-harbour@ims.test",
                Requests.CASTBRIDGE,
                ORIG,
                headers.toArray(new String[0])));
  }

  @Test
  void whoIsNotRegisteredFromThereIsAStranger() throws Exception {
    registerAlice();
    assertRefused(
        403,
        "nobody is registered",
        () ->
            route(
                "INVITE",
                "sip:cod-harbour@ims.test",
                Requests.STRANGER,
                null,
                FROM_ALICE,
                "P-Asserted-Identity: <sip:alice@ims.test>"));
    assertRefused(
        403,
        "nobody is registered",
        () -> route("INVITE", "sip:mcf@ims.test", PHONE, ORIG, FROM_ALICE));
  }

  @Test
  void anAnonymousCallerIsKnownByThePreferredIdentity() throws Exception {
    registerAlice();
    String anonymous = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1";
    assertThat(
            route(
                    "INVITE",
                    "sip:cod-harbour@ims.test",
                    Requests.CASTBRIDGE,
                    ORIG,
                    anonymous,
                    "P-Preferred-Identity: <tel:+49>",
                    "P-Preferred-Identity: <sip:alice@ims.test>")
                .identity())
        .contains("sip:alice@ims.test");
    assertRefused(
        403,
        "anonymous",
        () -> route("INVITE", "sip:cod-harbour@ims.test", Requests.CASTBRIDGE, ORIG, anonymous));
  }

  @Test
  void nothingIsRelayedToStrangers() throws Exception {
    registerAlice();
    assertRefused(
        403,
        "not relayed to elsewhere.test",
        () -> route("INVITE", "sip:x@elsewhere.test", Requests.CASTBRIDGE, ORIG, FROM_ALICE));
    assertRefused(
        403,
        "not relayed",
        () -> route("INVITE", "sip:x@elsewhere.test", Requests.CASTBRIDGE, null, FROM_ALICE));
    InitialRequest routed =
        new InitialRequest(
            Requests.view("INVITE", "sip:cod-harbour@ims.test", FROM_ALICE),
            Requests.CASTBRIDGE,
            Optional.of(SipUri.parse(ORIG)),
            List.of("<sip:elsewhere.test;lr>"),
            70,
            0);
    assertRefused(403, "past this core", () -> core.route(routed, T0));
    String isc = openFilm().routes().get(1);
    assertRefused(
        403,
        "not relayed",
        () -> route("INVITE", "sip:x@elsewhere.test", Requests.CASTBRIDGE, isc, FROM_ALICE));
  }

  @Test
  void mediaControlIsForServersOnly() throws Exception {
    registerAlice();
    assertRefused(
        403,
        "application servers only",
        () -> route("INVITE", "sip:mcf@ims.test", Requests.CASTBRIDGE, ORIG, FROM_ALICE));
    assertThat(route("INVITE", "sip:mcf@ims.test", Requests.CASTBRIDGE, null, FROM_ALICE).kind())
        .isEqualTo(Kind.SERVICE);
  }

  @Test
  void usersAreReachedAtTheirNewestContactAlongThePath() throws Exception {
    registerAlice();
    register("bob@ims.test", "builder", "sip:bob@ims.test", 600, PHONE, "sip:bob@192.0.2.9:5060");
    RoutingPlan toBob =
        route(
            "MESSAGE",
            "sip:bob@127.0.0.1:5070",
            Requests.CASTBRIDGE,
            null,
            "From: <sip:sdf@ims.test>;tag=1");
    assertThat(toBob.kind()).isEqualTo(Kind.CONTACT);
    assertThat(toBob.requestUri()).contains("sip:bob@192.0.2.9:5060");
    assertRefused(
        480,
        "not registered",
        () ->
            route(
                "MESSAGE",
                "sip:carol@ims.test",
                Requests.CASTBRIDGE,
                null,
                "From: <sip:sdf@ims.test>;tag=1"));
    assertRefused(
        404,
        "not known",
        () ->
            route(
                "MESSAGE",
                "sip:nobody@ims.test",
                Requests.CASTBRIDGE,
                null,
                "From: <sip:sdf@ims.test>;tag=1"));
  }

  @Test
  void hopsAndCirclesEnd() {
    RequestView view = Requests.view("INVITE", "sip:alice@ims.test", FROM_ALICE);
    assertRefused(
        483,
        "Max-Forwards",
        () -> core.route(new InitialRequest(view, PHONE, Optional.empty(), List.of(), 0, 0), T0));
    assertRefused(
        482,
        "circles",
        () -> core.route(new InitialRequest(view, PHONE, Optional.empty(), List.of(), 70, 16), T0));
    assertRefused(
        416,
        "not a SIP URI",
        () -> route("INVITE", "tel:+49", Requests.CASTBRIDGE, ORIG, FROM_ALICE));
  }

  @Test
  void theCoreAnswersAPing() throws Exception {
    assertThat(route("OPTIONS", "sip:127.0.0.1:5070", PHONE, null).kind()).isEqualTo(Kind.SELF);
    assertThat(route("OPTIONS", "sip:ims.test", PHONE, null).kind()).isEqualTo(Kind.SELF);
  }

  @Test
  void aFailedServerIsPassedOverFromWhereTheChainStood() throws Exception {
    registerAlice();
    InitialRequest request =
        Requests.initial(
            Requests.view("SUBSCRIBE", "sip:sdf@ims.test", FROM_ALICE, "Event: ua-profile"),
            Requests.CASTBRIDGE,
            ORIG);
    RoutingPlan failed = core.route(request, T0);
    RoutingPlan next = core.continueAfter(request, failed, T0);
    assertThat(next.kind()).isEqualTo(Kind.SERVICE);
    assertThat(next.identity()).contains("sip:alice@ims.test");
  }
}
