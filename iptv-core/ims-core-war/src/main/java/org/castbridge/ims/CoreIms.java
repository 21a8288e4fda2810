/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castbridge.ims.Counters.Counter;
import org.castbridge.ims.auth.Authenticator;
import org.castbridge.ims.auth.NonceStore;
import org.castbridge.ims.ifc.ChainStateCodec;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.ims.message.Source;
import org.castbridge.ims.registrar.Binding;
import org.castbridge.ims.registrar.RegisterRequest;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.registrar.RegistrationChange;
import org.castbridge.ims.registrar.ThirdPartyRegister;
import org.castbridge.ims.routing.InitialRequest;
import org.castbridge.ims.routing.RoutingPlan;
import org.castbridge.ims.routing.SessionRouter;
import org.castbridge.ims.subscriber.SubscriberDirectory;
import org.castbridge.ims.subscriber.Subscription;

/** The core without its sockets: requests in, decisions out. Safe for several threads. */
public final class CoreIms {

  /** Answer to a REGISTER; a refusal is a {@link SipRefusal}. */
  public sealed interface RegisterAnswer {
    /** 401 with these {@code WWW-Authenticate} values. */
    record Challenge(List<String> headers, boolean stale) implements RegisterAnswer {}

    /**
     * 200.
     *
     * @param contacts Contact values of all bindings
     * @param associated P-Associated-URI values, the default identity first
     * @param serviceRoute Service-Route value
     * @param change what it did, empty if nothing
     * @param thirdParty what has to be told to application servers
     */
    record Accepted(
        List<String> contacts,
        List<String> associated,
        String serviceRoute,
        Optional<RegistrationChange> change,
        List<ThirdPartyRegister> thirdParty)
        implements RegisterAnswer {}
  }

  private final CoreSettings settings;
  private final Counters counters = new Counters();
  private final Registrar registrar;
  private final Authenticator authenticator;
  private final SessionRouter router;
  private volatile SubscriberDirectory directory = new SubscriberDirectory(List.of(), List.of());

  public CoreIms(CoreSettings settings, SecureRandom random) {
    this.settings = settings;
    registrar = new Registrar(settings.limits());
    authenticator =
        new Authenticator(
            settings.home().domain(),
            new NonceStore(random, settings.nonceLifetime(), settings.nonceCapacity()),
            settings.algorithms(),
            (impi, algorithm) ->
                directory.byPrivateIdentity(impi).map(s -> s.ha1().get(algorithm)));
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    router =
        new SessionRouter(
            settings.home(),
            settings.trusted(),
            registrar,
            () -> directory,
            new ChainStateCodec(secret));
  }

  public Counters counters() {
    return counters;
  }

  public Registrar registrar() {
    return registrar;
  }

  public SessionRouter.Home home() {
    return settings.home();
  }

  /** Whether a sender is of the trust domain. */
  public boolean trusts(Source source) {
    return settings.trusted().contains(source);
  }

  public int subscribers() {
    return directory.size();
  }

  /**
   * Puts another subscribers file to work; returns what to tell of users who are no longer in it.
   */
  public List<ThirdPartyRegister> use(SubscriberDirectory fresh) {
    SubscriberDirectory old = directory;
    directory = fresh;
    List<RegistrationChange> gone =
        registrar.retain(impi -> fresh.byPrivateIdentity(impi).isPresent());
    return gone.stream().flatMap(c -> thirdParty(c, old).stream()).toList();
  }

  /**
   * @param authorization values of the Authorization headers
   * @param from identity of the From header, an address of record
   * @throws SipRefusal if it is answered by neither 401 nor 200
   */
  public RegisterAnswer register(
      RequestView view,
      List<String> authorization,
      String from,
      RegisterRequest request,
      Instant now)
      throws SipRefusal {
    counters.count(Counter.REGISTER_REQUESTS);
    checkDomain(view.requestUri());
    if (!from.equals(request.addressOfRecord())) {
      throw new SipRefusal(403, "nobody may register for somebody else");
    }
    Authenticator.Outcome outcome;
    try {
      outcome = authenticator.authenticate(authorization, view.method(), view.requestUri(), now);
    } catch (SipRefusal e) {
      counters.count(Counter.AUTHENTICATION_FAILURES);
      throw e;
    }
    if (outcome instanceof Authenticator.Outcome.Challenge challenge) {
      counters.count(Counter.CHALLENGES);
      return new RegisterAnswer.Challenge(challenge.headers(), challenge.stale());
    }
    String impi = ((Authenticator.Outcome.Granted) outcome).impi();
    return accept(view, impi, request, now);
  }

  private RegisterAnswer accept(RequestView view, String impi, RegisterRequest request, Instant now)
      throws SipRefusal {
    Subscription subscription =
        directory
            .byPrivateIdentity(impi)
            .orElseThrow(() -> new SipRefusal(403, "the credentials are wrong"));
    if (!subscription.owns(request.addressOfRecord())) {
      throw new SipRefusal(403, impi + " may not register " + request.addressOfRecord());
    }
    for (RegisterRequest.Contact c : request.contacts()) {
      checkContact(c);
    }
    Optional<RegistrationChange> change = registrar.register(impi, request, now);
    change.ifPresent(this::count);
    List<String> contacts = new ArrayList<>();
    for (Binding b : registrar.bindings(impi, now)) {
      contacts.add(b.contactHeader(now));
    }
    return new RegisterAnswer.Accepted(
        contacts,
        subscription.identities().stream().map(i -> "<" + i + ">").toList(),
        settings.home().serviceRoute(),
        change,
        change.map(c -> ThirdPartyRegister.plan(c, subscription, view)).orElse(List.of()));
  }

  private void checkDomain(String requestUri) throws SipRefusal {
    try {
      SipUri uri = SipUri.parse(requestUri);
      if (!uri.host().equals(settings.home().domain()) || uri.user() != null) {
        throw new SipRefusal(403, "registrations for " + uri.host() + " are not taken here");
      }
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }

  /** A contact that leads back into the core would make every call to the user a circle. */
  private void checkContact(RegisterRequest.Contact contact) throws SipRefusal {
    SipUri uri = contact.uri();
    boolean self =
        uri.host().equals(settings.home().domain())
            || (uri.host().equals(settings.home().host())
                && uri.effectivePort() == settings.home().port());
    if (self) {
      throw new SipRefusal(403, "the contact is the core itself");
    }
  }

  /**
   * @throws SipRefusal if the request goes nowhere
   */
  public RoutingPlan route(InitialRequest request, Instant now) throws SipRefusal {
    counters.count(Counter.INITIAL_REQUESTS);
    return counted(router.route(request, now));
  }

  /** The next plan after an application server failed that may be passed over. */
  public RoutingPlan continueAfter(InitialRequest request, RoutingPlan failed, Instant now)
      throws SipRefusal {
    return counted(router.continueAfter(request, failed, now));
  }

  private RoutingPlan counted(RoutingPlan plan) {
    switch (plan.kind()) {
      case APPLICATION_SERVER -> counters.count(Counter.TO_APPLICATION_SERVERS);
      case SERVICE -> counters.count(Counter.TO_SERVICES);
      case CONTACT -> counters.count(Counter.TO_CONTACTS);
      case SELF -> {}
    }
    return plan;
  }

  /** Drops bindings that have run out; returns what to tell of their users. */
  public List<ThirdPartyRegister> expire(Instant now) {
    List<ThirdPartyRegister> out = new ArrayList<>();
    for (RegistrationChange c : registrar.expire(now)) {
      counters.count(Counter.EXPIRIES);
      out.addAll(thirdParty(c, directory));
    }
    return out;
  }

  /** Ends a user's registration from the network's side; returns what to tell. */
  public List<ThirdPartyRegister> deregister(String impi) {
    Optional<RegistrationChange> change = registrar.deregister(impi);
    change.ifPresent(this::count);
    return change.map(c -> thirdParty(c, directory)).orElse(List.of());
  }

  private void count(RegistrationChange change) {
    counters.count(
        change.type() == RegistrationType.DE_REGISTRATION
            ? Counter.DEREGISTRATIONS
            : Counter.REGISTRATIONS);
  }

  private List<ThirdPartyRegister> thirdParty(RegistrationChange c, SubscriberDirectory users) {
    return users
        .byPrivateIdentity(c.impi())
        .map(s -> ThirdPartyRegister.plan(c, s, new OwnRegister("sip:" + settings.home().domain())))
        .orElse(List.of());
  }

  /** Stands in for the user's REGISTER where the core itself ends a registration. */
  private record OwnRegister(String requestUri) implements RequestView {
    @Override
    public String method() {
      return "REGISTER";
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public List<String> headerNames() {
      return List.of();
    }

    @Override
    public String sessionDescription() {
      return "";
    }
  }
}
