/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.castbridge.ims.Requests;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.Source;
import org.junit.jupiter.api.Test;

class RegistrarTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final String IMPI = "alice@ims.test";
  private static final String AOR = "sip:alice@ims.test";
  private static final String C1 = "sip:alice-1@127.0.0.1:5060;transport=tcp;app=sgw";
  private static final String C2 = "sip:alice-2@127.0.0.1:5060;transport=tcp;app=sgw";

  private final Registrar registrar = new Registrar(new Registrar.Limits(3600, 60, 7200, 2));

  private RegisterRequest register(long cseq, long expires, String... contacts) {
    return Requests.register(AOR, cseq, expires, Requests.CASTBRIDGE, contacts);
  }

  private List<String> uris(Instant now) {
    return registrar.bindings(IMPI, now).stream().map(Binding::uri).toList();
  }

  @Test
  void registersRefreshesAndDeregisters() throws Exception {
    assertThat(registrar.register(IMPI, register(1, 600, C1), T0))
        .contains(new RegistrationChange(RegistrationType.INITIAL_REGISTRATION, IMPI, AOR, 600));
    assertThat(registrar.register(IMPI, register(2, -1, C1), T0.plusSeconds(10)))
        .contains(new RegistrationChange(RegistrationType.RE_REGISTRATION, IMPI, AOR, 3600));
    assertThat(registrar.bindings()).isEqualTo(1);
    assertThat(registrar.register(IMPI, register(3, 0, C1), T0.plusSeconds(20)))
        .contains(new RegistrationChange(RegistrationType.DE_REGISTRATION, IMPI, AOR, 0));
    assertThat(registrar.users()).isZero();
    assertThat(registrar.register(IMPI, register(4, 0, C1), T0.plusSeconds(30))).isEmpty();
  }

  @Test
  void theNewestContactComesFirst() throws Exception {
    registrar.register(IMPI, register(1, 600, C1), T0);
    registrar.register(IMPI, register(2, 600, C2), T0.plusSeconds(1));
    assertThat(uris(T0.plusSeconds(2))).containsExactly(C2, C1);
    registrar.register(IMPI, register(3, 600, C1), T0.plusSeconds(3));
    assertThat(uris(T0.plusSeconds(4))).containsExactly(C1, C2);
  }

  @Test
  void aQueryChangesNothing() throws Exception {
    registrar.register(IMPI, register(1, 600, C1), T0);
    assertThat(registrar.register(IMPI, register(2, 600), T0)).isEmpty();
    assertThat(uris(T0)).containsExactly(C1);
  }

  @Test
  void starTakesAllOff() throws Exception {
    registrar.register(IMPI, register(1, 600, C1, C2), T0);
    RegisterRequest star =
        new RegisterRequest(AOR, "other", 1, 0, true, List.of(), List.of(), Requests.CASTBRIDGE);
    assertThat(registrar.register(IMPI, star, T0)).isPresent();
    assertThat(registrar.users()).isZero();
    RegisterRequest kept =
        new RegisterRequest(AOR, "other", 2, 60, true, List.of(), List.of(), Requests.CASTBRIDGE);
    assertRefused(kept, 400);
  }

  private void assertRefused(RegisterRequest request, int status) {
    assertThatThrownBy(() -> registrar.register(IMPI, request, T0))
        .isInstanceOfSatisfying(SipRefusal.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void tooBriefIsRefusedAndTooLongIsCut() throws Exception {
    assertThatThrownBy(() -> registrar.register(IMPI, register(1, 59, C1), T0))
        .isInstanceOfSatisfying(
            SipRefusal.class,
            e -> {
              assertThat(e.status()).isEqualTo(423);
              assertThat(e.headers()).containsEntry("Min-Expires", "60");
            });
    assertThat(registrar.users()).isZero();
    registrar.register(IMPI, register(1, 4_294_967_295L, C1), T0);
    assertThat(registrar.bindings(IMPI, T0).get(0).contactHeader(T0))
        .isEqualTo("<" + C1 + ">;expires=7200");
  }

  @Test
  void theContactsOwnExpiryGoesBeforeTheHeader() throws Exception {
    RegisterRequest.Contact contact =
        new RegisterRequest.Contact(
            Requests.uri(C1), C1, Map.of("+sip.instance", "\"<urn:x>\"", "g", ""), 100);
    RegisterRequest request =
        new RegisterRequest(
            AOR,
            "c",
            1,
            600,
            false,
            List.of(contact),
            List.of("<sip:p@edge;lr>"),
            Requests.CASTBRIDGE);
    registrar.register(IMPI, request, T0);
    Binding b = registrar.bindings(IMPI, T0).get(0);
    assertThat(b.secondsLeft(T0.plusMillis(300))).isEqualTo(100);
    assertThat(b.contactHeader(T0))
        .startsWith("<" + C1 + ">")
        .contains(";+sip.instance=\"<urn:x>\"", ";g;")
        .endsWith(";expires=100");
    assertThat(b.path()).containsExactly("<sip:p@edge;lr>");
  }

  @Test
  void anOvertakenRequestIsRefusedWithinItsCallIdOnly() throws Exception {
    registrar.register(IMPI, register(5, 600, C1), T0);
    assertRefused(register(5, 0, C1), 500);
    assertRefused(register(4, 0, C1), 500);
    RegisterRequest other =
        new RegisterRequest(
            AOR,
            "call-2",
            1,
            600,
            false,
            register(1, 600, C1).contacts(),
            List.of(),
            Requests.CASTBRIDGE);
    assertThat(registrar.register(IMPI, other, T0)).isPresent();
  }

  @Test
  void contactsAreLimited() throws Exception {
    assertRefused(register(1, 600, C1, C2, "sip:alice-3@127.0.0.1"), 403);
    assertThat(registrar.users()).isZero();
  }

  @Test
  void aFlowKeepsItsBindingWhenItsAddressChanges() throws Exception {
    Map<String, String> flow = Map.of("+sip.instance", "\"<urn:uuid:1>\"", "reg-id", "1");
    for (String uri : List.of(C1, C2)) {
      RegisterRequest.Contact c = new RegisterRequest.Contact(Requests.uri(uri), uri, flow, -1);
      registrar.register(
          IMPI,
          new RegisterRequest(AOR, uri, 1, 600, false, List.of(c), List.of(), Requests.CASTBRIDGE),
          T0);
    }
    assertThat(uris(T0)).containsExactly(C2);
  }

  @Test
  void bindingsRunOut() throws Exception {
    registrar.register(IMPI, register(1, 60, C1), T0);
    registrar.register(IMPI, register(2, 600, C2), T0);
    assertThat(uris(T0.plusSeconds(60))).containsExactly(C2);
    assertThat(registrar.expire(T0.plusSeconds(60))).isEmpty();
    assertThat(registrar.bindings()).isEqualTo(1);
    assertThat(registrar.expire(T0.plusSeconds(600)))
        .containsExactly(new RegistrationChange(RegistrationType.DE_REGISTRATION, IMPI, AOR, 0));
    assertThat(registrar.users()).isZero();
  }

  @Test
  void knowsWhoIsRegisteredFromWhere() throws Exception {
    registrar.register(IMPI, register(1, 600, C1), T0);
    assertThat(registrar.registeredFrom(new Source("127.0.0.1", 50000, 5060), T0))
        .containsExactly(IMPI);
    assertThat(registrar.registeredFrom(new Source("127.0.0.1", 40001, 9999), T0))
        .containsExactly(IMPI);
    assertThat(registrar.registeredFrom(Requests.STRANGER, T0)).isEmpty();
    assertThat(registrar.registeredFrom(new Source("192.0.2.1", 40001, 5060), T0)).isEmpty();
    assertThat(registrar.registeredFrom(Requests.CASTBRIDGE, T0.plusSeconds(600))).isEmpty();
  }

  @Test
  void usersWhoAreGoneFromTheFileAreDropped() throws Exception {
    registrar.register(IMPI, register(1, 600, C1), T0);
    assertThat(registrar.retain(impi -> true)).isEmpty();
    assertThat(registrar.retain(impi -> false)).hasSize(1);
    assertThat(registrar.users()).isZero();
    assertThat(registrar.deregister(IMPI)).isEmpty();
  }
}
