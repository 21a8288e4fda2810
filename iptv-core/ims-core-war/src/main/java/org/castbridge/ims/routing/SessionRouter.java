/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.castbridge.ims.ifc.ChainState;
import org.castbridge.ims.ifc.ChainStateCodec;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.ims.ifc.Trial;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SessionCase;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.ims.registrar.Binding;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.subscriber.PublicServiceIdentity;
import org.castbridge.ims.subscriber.SubscriberDirectory;
import org.castbridge.ims.subscriber.Subscription;

/** Routes initial requests. Thread-safe; holds no state of its own. */
public final class SessionRouter {
  /** User part of the return route an application server sends the request back along. */
  public static final String ISC_USER = "isc";

  /** User part of the Service-Route: a request of a registered client (TS 24.229 5.4.1.2.2F). */
  public static final String ORIGINATING_USER = "orig";

  private static final String STATE_PARAM = "odi";
  // Each pass after the first is one application server that proxies; more is a circle.
  private static final int MAX_PASSES = 16;

  /**
   * What the core is called.
   *
   * @param domain home domain, lower case
   * @param host own SIP address
   * @param port own SIP port
   */
  public record Home(String domain, String host, int port) {
    public String iscRoute(String state) {
      return "<sip:"
          + ISC_USER
          + "@"
          + hostPort()
          + ";transport=tcp;lr;"
          + STATE_PARAM
          + "="
          + state
          + ">";
    }

    public String serviceRoute() {
      return "<sip:" + ORIGINATING_USER + "@" + hostPort() + ";transport=tcp;lr>";
    }

    public String hostPort() {
      return host + ":" + port;
    }

    boolean isSelf(SipUri uri) {
      return uri.host().equals(host) && uri.effectivePort() == port;
    }

    boolean isHome(SipUri uri) {
      return uri.host().equals(domain) || isSelf(uri);
    }
  }

  private final Home home;
  private final TrustedPeers trusted;
  private final Registrar registrar;
  private final Supplier<SubscriberDirectory> directory;
  private final ChainStateCodec codec;

  public SessionRouter(
      Home home,
      TrustedPeers trusted,
      Registrar registrar,
      Supplier<SubscriberDirectory> directory,
      ChainStateCodec codec) {
    this.home = home;
    this.trusted = trusted;
    this.registrar = registrar;
    this.directory = directory;
    this.codec = codec;
  }

  /**
   * @throws SipRefusal if the request goes nowhere
   */
  public RoutingPlan route(InitialRequest request, Instant now) throws SipRefusal {
    if (request.maxForwards() <= 0) {
      throw new SipRefusal(483, "Max-Forwards is used up");
    }
    if (request.ownPasses() >= MAX_PASSES) {
      throw new SipRefusal(482, "the request goes round in circles");
    }
    SipUri target = target(request.view());
    boolean fromPeer = trusted.contains(request.source());
    Optional<ChainState> back = chainState(request, fromPeer);
    if (isPing(request.view(), target)) {
      return new RoutingPlan(
          RoutingPlan.Kind.SELF,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          DefaultHandling.SESSION_TERMINATED);
    }
    if (back.isPresent()) {
      return new Walk(request, target, true, Optional.empty(), now).resume(back.get());
    }
    // A peer that uses a client's Service-Route speaks as that client: the SGW shares its address
    // with the servers.
    if (fromPeer && request.ownRoute().filter(r -> ORIGINATING_USER.equals(r.user())).isEmpty()) {
      checkDestination(request, target);
      return new Walk(request, target, true, Optional.empty(), now).terminate(-1);
    }
    String identity =
        IdentityCheck.identify(request.view(), request.source(), registrar, directory.get(), now);
    checkDestination(request, target);
    return new Walk(request, target, false, Optional.of(identity), now).originate(identity, -1);
  }

  /**
   * Where a request goes whose application server failed and may be passed over.
   *
   * @param plan the plan that failed, towards an application server
   */
  public RoutingPlan continueAfter(InitialRequest request, RoutingPlan plan, Instant now)
      throws SipRefusal {
    boolean fromPeer = trusted.contains(request.source());
    SipUri target = target(request.view());
    return new Walk(request, target, fromPeer, plan.identity(), now)
        .resume(plan.chain().orElseThrow());
  }

  private static SipUri target(RequestView view) throws SipRefusal {
    try {
      return SipUri.parse(view.requestUri());
    } catch (SipUriException e) {
      throw new SipRefusal(416, e.getMessage());
    }
  }

  private boolean isPing(RequestView view, SipUri target) {
    return view.method().equals("OPTIONS") && target.user() == null && home.isHome(target);
  }

  private Optional<ChainState> chainState(InitialRequest request, boolean fromPeer)
      throws SipRefusal {
    Optional<SipUri> route = request.ownRoute().filter(r -> ISC_USER.equals(r.user()));
    if (route.isEmpty()) {
      return Optional.empty();
    }
    Optional<ChainState> state = route.get().param(STATE_PARAM).flatMap(codec::decode);
    if (!fromPeer || state.isEmpty()) {
      throw new SipRefusal(403, "the return route is not one this core gave to the sender");
    }
    return state;
  }

  /** Nothing is relayed for strangers or to strangers, neither by Request-URI nor by Route. */
  private void checkDestination(InitialRequest request, SipUri target) throws SipRefusal {
    if (!home.isHome(target)) {
      throw new SipRefusal(403, "requests are not relayed to " + target.host());
    }
    if (!request.furtherRoutes().isEmpty()) {
      throw new SipRefusal(403, "a Route leads past this core");
    }
  }

  /** One request on its way along the filter criteria. */
  private final class Walk {
    private final InitialRequest request;
    private final SipUri target;
    private final boolean fromPeer;
    private final Optional<String> identity;
    private final Instant now;

    Walk(
        InitialRequest request,
        SipUri target,
        boolean fromPeer,
        Optional<String> identity,
        Instant now) {
      this.request = request;
      this.target = target;
      this.fromPeer = fromPeer;
      this.identity = identity;
      this.now = now;
    }

    RoutingPlan resume(ChainState state) throws SipRefusal {
      checkDestination(request, target);
      if (state.sessionCase() == SessionCase.ORIGINATING) {
        return originate(state.servedUser(), state.priority());
      }
      // The server may have sent it elsewhere: then the new target's criteria start at their
      // beginning.
      boolean sameUser = state.servedUser().equals(target.addressOfRecord());
      return terminate(sameUser ? state.priority() : -1);
    }

    RoutingPlan originate(String user, int after) throws SipRefusal {
      Optional<RoutingPlan> server = server(SessionCase.ORIGINATING, user, after);
      return server.isPresent() ? server.get() : terminate(-1);
    }

    RoutingPlan terminate(int after) throws SipRefusal {
      String user = homeAddress();
      Optional<Subscription> callee = directory.get().byPublicIdentity(user);
      if (callee.isEmpty()) {
        return service(user);
      }
      if (!callee.get().identities().contains(user)) {
        throw new SipRefusal(404, user + " may not be called");
      }
      List<Binding> bindings = registrar.bindings(callee.get().impi(), now);
      SessionCase sessionCase =
          bindings.isEmpty()
              ? SessionCase.TERMINATING_UNREGISTERED
              : SessionCase.TERMINATING_REGISTERED;
      Optional<RoutingPlan> server = server(sessionCase, user, after);
      if (server.isPresent()) {
        return server.get();
      }
      if (bindings.isEmpty()) {
        throw new SipRefusal(480, user + " is not registered");
      }
      Binding newest = bindings.get(0);
      return plan(RoutingPlan.Kind.CONTACT, Optional.of(newest.uri()), newest.path());
    }

    /** A user written with the core's own address is a user of the domain. */
    private String homeAddress() {
      return new SipUri("sip", target.user(), home.domain(), -1, target.params()).addressOfRecord();
    }

    private Optional<RoutingPlan> server(SessionCase sessionCase, String user, int after) {
      Trial trial = new Trial(request.view(), sessionCase, null);
      List<InitialFilterCriteria> criteria =
          directory.get().byPublicIdentity(user).map(s -> s.criteria(user)).orElse(List.of());
      return InitialFilterCriteria.next(criteria, after, trial)
          .map(
              c -> {
                ChainState state = new ChainState(sessionCase, user, c.priority());
                List<String> routes = new ArrayList<>();
                routes.add(route(c.server().serverName()));
                routes.add(home.iscRoute(codec.encode(state)));
                return new RoutingPlan(
                    RoutingPlan.Kind.APPLICATION_SERVER,
                    identity,
                    Optional.empty(),
                    routes,
                    Optional.of(state),
                    c.server().defaultHandling());
              });
    }

    private RoutingPlan service(String user) throws SipRefusal {
      PublicServiceIdentity service =
          directory
              .get()
              .service(user)
              .orElseThrow(() -> new SipRefusal(404, user + " is not known here"));
      if (service.trustedOnly() && !fromPeer) {
        throw new SipRefusal(403, user + " may be called by application servers only");
      }
      return plan(RoutingPlan.Kind.SERVICE, Optional.empty(), List.of(route(service.serverName())));
    }

    private RoutingPlan plan(
        RoutingPlan.Kind kind, Optional<String> requestUri, List<String> routes) {
      return new RoutingPlan(
          kind, identity, requestUri, routes, Optional.empty(), DefaultHandling.SESSION_TERMINATED);
    }

    private String route(String serverName) {
      boolean loose = serverName.contains(";lr");
      return "<" + serverName + (loose ? "" : ";lr") + ">";
    }
  }
}
