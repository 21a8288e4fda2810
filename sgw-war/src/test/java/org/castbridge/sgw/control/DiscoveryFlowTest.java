/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryFlowTest {
  private static final CatalogueItem HARBOUR =
      new CatalogueItem("harbour", "Harbour", "", 40, "/poster/harbour", 0, "basic", true, "H264");
  private final Viewer viewer = new Viewer();

  @Test
  void theCatalogueWaitsForTheDiscovery() {
    viewer.registered();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    assertThat(viewer.all(Output.FetchCatalogue.class)).isEmpty();
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 3600));
    viewer.feed(new Input.ServiceAttachment(List.of(Viewer.LOCATION), false));
    assertThat(viewer.only(Output.FetchCatalogue.class))
        .isEqualTo(new Output.FetchCatalogue(Viewer.LOCATION, "sip:alice@ims.test"));
    viewer.feed(new Input.CatalogueReply(200, List.of(HARBOUR)));
    assertThat(viewer.only(ServerMessage.Catalogue.class).items()).containsExactly(HARBOUR);
    assertThat(viewer.only(ServerMessage.Catalogue.class).re()).isEqualTo(viewer.lastId());
  }

  @Test
  void twoQuestionsAreOneRequest() {
    viewer.ready();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.only(Output.FetchCatalogue.class);
    viewer.feed(new Input.CatalogueReply(200, List.of(HARBOUR)));
    assertThat(viewer.all(ServerMessage.Catalogue.class)).hasSize(2);
  }

  @Test
  void anSsfThatFailsIsToldAndAskedAgain() {
    viewer.ready();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.feed(new Input.CatalogueReply(503, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("HTTP", 503, null));
    viewer.take();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.only(Output.FetchCatalogue.class);
  }

  @Test
  void anSsfThatAnswersDropByDropIsGivenUp() {
    viewer.ready();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId())).pass(Duration.ofSeconds(11));
    assertThat(viewer.error().upstream().status()).isEqualTo(504);
    viewer.take();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.only(Output.FetchCatalogue.class);
  }

  @Test
  void anSdfThatRefusesIsToldToThoseWhoAsk() {
    viewer.registered();
    viewer.take();
    viewer.feed(new Input.SubscribeReply(SipStatus.of(404), 0));
    assertThat(viewer.all(ServerMessage.Error.class)).isEmpty();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.only(Output.Subscribe.class);
    viewer.feed(new Input.SubscribeReply(SipStatus.of(404), 0));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
  }

  @Test
  void anSdfThatSaysNothingIsGivenUp() {
    viewer.registered();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 3600));
    viewer.pass(Duration.ofSeconds(6));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
  }

  @Test
  void theSubscriptionIsRenewedAndTheLocationKeptWhenThatFails() {
    viewer.registered().feed(new Input.SubscribeReply(SipStatus.of(200), 100));
    viewer.feed(new Input.ServiceAttachment(List.of(Viewer.LOCATION), false));
    viewer.take();
    viewer.pass(Duration.ofSeconds(51));
    assertThat(viewer.only(Output.Subscribe.class).expires()).isEqualTo(3600);
    viewer.feed(new Input.SubscribeReply(SipStatus.of(503), 0));
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    assertThat(viewer.only(Output.FetchCatalogue.class).location()).isEqualTo(Viewer.LOCATION);
  }

  @Test
  void anEndedSubscriptionIsMadeAgain() {
    viewer.ready();
    viewer.feed(new Input.ServiceAttachment(null, true));
    viewer.pass(Duration.ofSeconds(31));
    assertThat(viewer.only(Output.Subscribe.class).expires()).isEqualTo(3600);
  }
}
