/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishSessionTest {
  private final WishSession session = new WishSession("s1", "v=0\r\na=ice-ufrag:ours\r\n");

  @ParameterizedTest
  @ValueSource(strings = {"/mdf/whep/harbour", "/mdf/whep/harbour/", "/mdf/whep/harbour//"})
  void theAnswerSaysWhereTheSessionIs(String endpoint) {
    Response created =
        session.created(endpoint, List.of("stun:192.0.2.1:3478", "turn:192.0.2.1?transport=tcp"));
    assertThat(created.getStatus()).isEqualTo(201);
    assertThat(created.getHeaderString("Location")).isEqualTo("/mdf/whep/harbour/s1");
    assertThat(created.getHeaderString("ETag")).isEqualTo(session.entityTag());
    assertThat(created.getHeaderString("Accept-Patch")).isEqualTo(WishSession.FRAGMENT);
    assertThat(created.getHeaders().get("Link"))
        .containsExactly(
            "<stun:192.0.2.1:3478>; rel=\"ice-server\"",
            "<turn:192.0.2.1?transport=tcp>; rel=\"ice-server\"");
    assertThat(created.getEntity()).isEqualTo(session.answer());
  }

  @Test
  void aNameIsEscapedAlready() {
    assertThat(session.created("/whep/a%20b", List.of()).getHeaderString("Location"))
        .isEqualTo("/whep/a%20b/s1");
    assertThat(session.created("/whep/a", List.of()).getHeaders()).doesNotContainKey("Link");
  }

  @Test
  void theTagNamesTheIceSession() {
    assertThat(session.entityTag()).matches("\"[0-9a-f-]{36}\"");
    assertThat(new WishSession("s1", session.answer()).entityTag()).isEqualTo(session.entityTag());
    assertThat(new WishSession("s2", session.answer()).entityTag())
        .isNotEqualTo(session.entityTag());
    assertThat(new WishSession("s1", "v=0\r\na=ice-ufrag:new\r\n").entityTag())
        .isNotEqualTo(session.entityTag());
  }

  @Test
  void conditionsThatMatch() throws Exception {
    session.requireMatch(session.entityTag());
    session.requireMatch(" \"other\" , " + session.entityTag() + " ");
    session.requireMatch(" * ");
    assertThat(WishSession.matchesAny("*")).isTrue();
    assertThat(WishSession.matchesAny(session.entityTag())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "", ",", "\"*\"", "W/*"})
  void conditionsThatDoNot(String ifMatch) {
    assertThatExceptionOfType(ControlException.class)
        .isThrownBy(() -> session.requireMatch(ifMatch))
        .matches(e -> e.kind() == Kind.PRECONDITION_FAILED);
  }

  @Test
  void withoutAConditionNothingIsChanged() {
    assertThatExceptionOfType(ControlException.class)
        .isThrownBy(() -> session.requireMatch(null))
        .matches(e -> e.kind() == Kind.PRECONDITION_REQUIRED);
    assertThatExceptionOfType(ControlException.class)
        .isThrownBy(() -> WishSession.matchesAny(null))
        .matches(e -> e.kind() == Kind.PRECONDITION_REQUIRED);
  }

  @Test
  void optionsSayWhatIsTaken() {
    Response endpoint = WishSession.endpointOptions();
    assertThat(endpoint.getStatus()).isEqualTo(204);
    assertThat(endpoint.getHeaderString("Allow")).isEqualTo("POST, OPTIONS");
    assertThat(endpoint.getHeaderString("Accept-Post")).isEqualTo("application/sdp");
    Response place = WishSession.sessionOptions();
    assertThat(place.getStatus()).isEqualTo(204);
    assertThat(place.getHeaderString("Allow")).isEqualTo("PATCH, DELETE, OPTIONS");
    assertThat(place.getHeaderString("Accept-Patch")).isEqualTo("application/trickle-ice-sdpfrag");
  }
}
