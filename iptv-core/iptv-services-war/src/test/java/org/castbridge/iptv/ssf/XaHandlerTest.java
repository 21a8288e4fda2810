/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.castbridge.iptv.data.AssetStore;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.data.ChannelImporter;
import org.castbridge.iptv.data.ContentImporter;
import org.castbridge.iptv.data.Database;
import org.castbridge.iptv.data.TestDatabases;
import org.castbridge.signalling.xml.BroadcastChannel;
import org.castbridge.signalling.xml.BroadcastDiscovery;
import org.castbridge.signalling.xml.CatalogueItem;
import org.castbridge.signalling.xml.TvaCatalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XaHandlerTest {
  private static final byte[] POSTER = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

  @TempDir Path folder;
  private TestDatabases.Unpluggable plug;
  private Database database;
  private AssetStore store;
  private ContentImporter importer;
  private XaHandler handler;

  @BeforeEach
  void open() throws Exception {
    plug = new TestDatabases.Unpluggable(TestDatabases.h2("xa" + System.nanoTime()));
    database = TestDatabases.opened(plug);
    store =
        new AssetStore(folder.resolve("content"))
            .put("harbour", "Harbour", "basic", 0)
            .put("forest", "Forest <&>", "premium", 16)
            .putPoster("harbour", POSTER);
    importer = new ContentImporter(database, store.folder());
    importer.run();
    handler =
        new XaHandler(
            new Catalogue(database),
            new Posters(store.folder()),
            Set.of("127.0.0.1", "::1"),
            "ims.test");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private XaResponse guide(String identity, String ifNoneMatch, String peer) throws Exception {
    return handler.answer(new XaRequest("/dvb/bcg", "06", identity, ifNoneMatch, peer));
  }

  private XaResponse get(String path) throws Exception {
    return handler.answer(new XaRequest(path, null, null, null, "127.0.0.1"));
  }

  private static List<CatalogueItem> items(XaResponse response) throws Exception {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo(TvaCatalogue.MIME_TYPE);
    return TvaCatalogue.parse(new String(response.body(), UTF_8)).items();
  }

  private static void assertSentence(XaResponse response, int status, String part) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("text/plain");
    assertThat(new String(response.body(), UTF_8)).contains(part).matches("(?s)[A-Z].*\\.\n");
  }

  @Test
  void theGeneralGuideSaysNothingOfRights() throws Exception {
    List<CatalogueItem> items = items(guide(null, null, "192.0.2.1"));
    assertThat(items).extracting(CatalogueItem::contentId).containsExactly("forest", "harbour");
    assertThat(items).extracting(CatalogueItem::entitled).containsOnlyNulls();
    CatalogueItem forest = items.get(0);
    assertThat(forest.title()).isEqualTo("Forest <&>");
    assertThat(forest.minimumAge()).isEqualTo(16);
    assertThat(forest.duration()).hasMillis(40_000);
    assertThat(forest.servicePackage()).isEqualTo("premium");
    assertThat(forest.posterUri()).isEqualTo("posters/forest.jpg");
    assertThat(forest.codec()).isEqualTo("H264");
  }

  @Test
  void thePersonalGuideMarksWhatTheUserMayWatch() throws Exception {
    assertThat(items(guide("\"sip:alice@ims.test\"", null, "127.0.0.1")))
        .extracting(CatalogueItem::entitled)
        .containsExactly(true, true);
    assertThat(items(guide("\"sip:bob@ims.test\"", null, "0:0:0:0:0:0:0:1")))
        .extracting(CatalogueItem::entitled)
        .containsExactly(false, true);
    assertThat(items(guide("sip:mallory@ims.test", null, "127.0.0.1")))
        .extracting(CatalogueItem::entitled)
        .containsExactly(false, false);
  }

  private XaResponse channels(String payload, String identity, String peer) throws Exception {
    return handler.answer(
        new XaRequest("/dvb/sdns/service_discovery", payload, identity, null, peer));
  }

  @Test
  void theChannelsAreABroadcastDiscoveryRecord() throws Exception {
    Path list = folder.resolve("channels.json");
    Files.writeString(
        list,
        "{\"channels\":[{\"id\":\"one\",\"title\":\"One\",\"number\":1,\"timeShiftSeconds\":60},"
            + "{\"id\":\"gold\",\"number\":2,\"package\":\"premium\"}]}");
    new ChannelImporter(database, list).run();
    XaResponse forBob = channels("02", "\"sip:bob@ims.test\"", "127.0.0.1");
    assertThat(forBob.status()).isEqualTo(200);
    assertThat(BroadcastDiscovery.parse(new String(forBob.body(), UTF_8)))
        .isEqualTo(
            new BroadcastDiscovery(
                "ims.test",
                List.of(
                    new BroadcastChannel("one", "One", 1, "basic", 0, true, true),
                    new BroadcastChannel("gold", "gold", 2, "premium", 0, false, false))));
    XaResponse general = channels("02", null, "192.0.2.1");
    assertThat(BroadcastDiscovery.parse(new String(general.body(), UTF_8)).channels())
        .extracting(BroadcastChannel::entitled)
        .containsOnlyNulls();
  }

  @Test
  void wrongRequestsForChannelsAreRefused() throws Exception {
    assertSentence(channels(null, null, "127.0.0.1"), 400, "02");
    assertSentence(channels("05", null, "127.0.0.1"), 404, "payload 02");
    assertSentence(channels("02", "\"sip:bob@ims.test\"", "192.0.2.1"), 403, "not trusted");
    plug.pulled.set(true);
    assertSentence(channels("02", null, "127.0.0.1"), 503, "database");
  }

  @Test
  void anUntrustedPeerMaySpeakForNobody() throws Exception {
    assertSentence(guide("\"sip:alice@ims.test\"", null, "192.0.2.1"), 403, "not trusted");
  }

  @Test
  void aBrokenIdentityIs400() throws Exception {
    assertSentence(guide("alice", null, "127.0.0.1"), 400, "X-3GPP-Intended-Identity");
  }

  @Test
  void entityTagsFollowTheContentAndTheUser() throws Exception {
    XaResponse first = guide("\"sip:bob@ims.test\"", null, "127.0.0.1");
    String tag = first.headers().get("ETag");
    XaResponse again = guide("\"sip:bob@ims.test\"", "\"x\", W/" + tag, "127.0.0.1");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.contentType()).isNull();
    assertThat(again.headers()).containsEntry("ETag", tag).containsKey("Vary");
    assertThat(guide("\"sip:bob@ims.test\"", "*", "127.0.0.1").status()).isEqualTo(304);
    assertThat(guide("\"sip:alice@ims.test\"", tag, "127.0.0.1").status()).isEqualTo(200);
    store.put("orbit", "Orbit", "basic", 0);
    importer.run();
    assertThat(guide("\"sip:bob@ims.test\"", tag, "127.0.0.1").status()).isEqualTo(200);
  }

  @Test
  void otherPayloadsAndPathsAreRefusedWithASentence() throws Exception {
    assertSentence(
        handler.answer(new XaRequest("/dvb/bcg", "02", null, null, "::1")), 404, "payload 06");
    assertSentence(
        handler.answer(new XaRequest("/dvb/bcg", null, null, null, "::1")), 400, "Payload");
    assertSentence(get("/"), 404, "nothing at /");
    assertSentence(get("/dvb/sdns"), 404, "/dvb/sdns");
  }

  @Test
  void servesPosters() throws Exception {
    XaResponse poster = get("/posters/harbour.jpg");
    assertThat(poster.status()).isEqualTo(200);
    assertThat(poster.contentType()).isEqualTo("image/jpeg");
    assertThat(poster.body()).isEqualTo(POSTER);
    String tag = poster.headers().get("ETag");
    assertThat(
            handler
                .answer(new XaRequest("/posters/harbour.jpg", null, null, tag, "192.0.2.1"))
                .status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/posters/forest.jpg",
        "/posters/unknown.jpg",
        "/posters/harbour.png",
        "/posters/../harbour/poster.jpg",
        "/posters/harbour/poster.jpg",
        "/posters/.jpg"
      })
  void whatIsNoPosterIs404(String path) throws Exception {
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void aPosterNeverLeadsOutOfTheStore() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(store.folder().resolve("forest").resolve("poster.jpg"), secret);
    assertThat(get("/posters/forest.jpg").status()).isEqualTo(404);
  }

  @Test
  void aLostDatabaseIs503AndComesBack() throws Exception {
    plug.pulled.set(true);
    XaResponse down = guide(null, null, "127.0.0.1");
    assertSentence(down, 503, "database");
    assertThat(down.headers()).containsKey("Retry-After");
    assertThat(get("/posters/harbour.jpg").status()).isEqualTo(503);
    plug.pulled.set(false);
    database.probe();
    assertThat(items(guide(null, null, "127.0.0.1"))).hasSize(2);
  }
}
