/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.ar.SipApplicationRouterInfo;
import javax.servlet.sip.ar.SipApplicationRoutingDirective;
import javax.servlet.sip.ar.SipTargetedRequestInfo;
import javax.servlet.sip.ar.SipTargetedRequestType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamedApplicationRouterTest {
  private final ApplicationDirectory directory = new ApplicationDirectory();
  private final NamedApplicationRouter router = new NamedApplicationRouter(directory);

  @BeforeEach
  void deploy() {
    directory.deployed("sgw", List.of("main"));
  }

  @Test
  void networkRequestGoesToTheApplicationItNames() {
    SipApplicationRouterInfo info = route(request("sgw", "192.0.2.1", null), null, null);
    assertThat(info.getNextApplicationName()).isEqualTo("sgw");
    assertThat(info.getSubscriberURI()).isEqualTo("sip:from@ims.test");
    assertThat(info.getStateInfo()).isNotNull();
  }

  @Test
  void whatAnApplicationSendsLeavesEvenIfItNamesANeighbour() {
    assertThat(route(request("sgw", null, null), null, null).getNextApplicationName()).isNull();
  }

  @Test
  void whatWasDeliveredOnceLeaves() {
    SipApplicationRouterInfo first = route(request("sgw", "192.0.2.1", null), null, null);
    assertThat(
            route(request("sgw", "192.0.2.1", null), null, first.getStateInfo())
                .getNextApplicationName())
        .isNull();
  }

  @Test
  void networkRequestForNobodyIsNeverRelayed() {
    assertThatThrownBy(() -> route(request("stranger", "192.0.2.1", null), null, null))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void encodedUriBelongsToItsApplication() {
    SipTargetedRequestInfo target =
        new SipTargetedRequestInfo(SipTargetedRequestType.ENCODED_URI, "sgw");
    assertThat(route(request("stranger", "192.0.2.1", null), target, null).getNextApplicationName())
        .isEqualTo("sgw");
  }

  @Test
  void replacesDoesNotOverrideTheAddress() {
    directory.deployed("mcf", List.of("main"));
    SipTargetedRequestInfo target =
        new SipTargetedRequestInfo(SipTargetedRequestType.REPLACES, "mcf");
    assertThat(route(request("sgw", "192.0.2.1", null), target, null).getNextApplicationName())
        .isEqualTo("sgw");
  }

  @Test
  void ownRouteIsReadFromTheRequest() {
    SipServletRequest request = request("stranger", "192.0.2.1", "sgw");
    assertThat(route(request, null, null).getNextApplicationName()).isEqualTo("sgw");
  }

  private SipApplicationRouterInfo route(
      SipServletRequest request, SipTargetedRequestInfo target, java.io.Serializable state) {
    return router.getNextApplication(
        request, null, SipApplicationRoutingDirective.NEW, target, state);
  }

  private static SipServletRequest request(String user, String remote, String routeUser) {
    Map<String, Object> answers =
        new java.util.HashMap<>(
            Map.of(
                "getRequestURI", uri("sip:" + user + "@ims.test", user),
                "getFrom", address(uri("sip:from@ims.test", "from")),
                "getHeaders", List.<String>of().listIterator()));
    answers.put("getRemoteAddr", remote);
    answers.put("getInitialRemoteAddr", remote);
    answers.put(
        "getInitialPoppedRoute", routeUser == null ? null : address(uri("sip:r", routeUser)));
    return stub(SipServletRequest.class, answers);
  }

  private static Address address(SipURI uri) {
    return stub(Address.class, Map.of("getURI", uri));
  }

  private static SipURI uri(String text, String user) {
    return stub(SipURI.class, Map.of("toString", text, "getUser", user));
  }

  private static <T> T stub(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.get(method.getName()) instanceof Iterator<?>
                    ? List.of().listIterator()
                    : answers.get(method.getName())));
  }
}
