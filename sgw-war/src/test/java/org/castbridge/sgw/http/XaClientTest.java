/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.castbridge.sgw.control.CatalogueItem;
import org.castbridge.sgw.control.ChannelItem;
import org.castbridge.sgw.control.Input;
import org.castbridge.signalling.xml.BroadcastChannel;
import org.castbridge.signalling.xml.BroadcastDiscovery;
import org.castbridge.signalling.xml.TvaCatalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class XaClientTest {
  private static final String ALICE = "sip:alice@ims.test";
  private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final XaClient client = new XaClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer ssf;
  private volatile int status = 200;
  private volatile String type = "application/xml";
  private volatile byte[] body = catalogue().getBytes(StandardCharsets.UTF_8);

  private static String catalogue() {
    var items = new ArrayList<org.castbridge.signalling.xml.CatalogueItem>();
    items.add(film("harbour", "posters/harbour.jpg"));
    items.add(film("orbit", "http://elsewhere.test/orbit.jpg"));
    return new TvaCatalogue("ims.test", items).toXml();
  }

  private static org.castbridge.signalling.xml.CatalogueItem film(String id, String poster) {
    return new org.castbridge.signalling.xml.CatalogueItem(
        id,
        "Title " + id,
        null,
        Duration.ofMillis(40_500),
        null,
        12,
        poster,
        "basic",
        true,
        "H264");
  }

  @Test
  void fetchesTheChannels() throws Exception {
    body =
        new BroadcastDiscovery(
                "ims.test",
                List.of(
                    new BroadcastChannel("one", "One", 1, "basic", 12, true, false),
                    new BroadcastChannel("two", "Two", 0, null, 0, false, null)))
            .toXml()
            .getBytes(StandardCharsets.UTF_8);
    client.fetchChannels(location(), ALICE, inbox::add);
    assertThat(inbox.poll(10, TimeUnit.SECONDS))
        .isEqualTo(
            new Input.ChannelsReply(
                200,
                List.of(
                    new ChannelItem("one", "one:ims.test", "One", 1, "basic", 12, true, false),
                    new ChannelItem("two", "two:ims.test", "Two", 0, "", 0, false, true))));
    assertThat(requests.get(0)).contains("dvb/sdns/service_discovery?Payload=02");
    body = "<a/>".getBytes(StandardCharsets.UTF_8);
    client.fetchChannels(location(), "sip:bob@ims.test", inbox::add);
    assertThat(inbox.poll(10, TimeUnit.SECONDS)).isEqualTo(new Input.ChannelsReply(502, null));
    status = 503;
    client.fetchChannels(location(), "sip:carol@ims.test", inbox::add);
    assertThat(inbox.poll(10, TimeUnit.SECONDS)).isEqualTo(new Input.ChannelsReply(503, null));
  }

  @BeforeEach
  void start() throws IOException {
    ssf = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssf.createContext("/", this::answer);
    ssf.start();
    client.config = new TestConfig().config();
    client.start(threads);
  }

  @AfterEach
  void stop() {
    client.stop();
    threads.shutdown();
    ssf.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    requests.add(
        exchange.getRequestURI()
            + " "
            + headers.getFirst("X-3GPP-Intended-Identity")
            + " "
            + headers.getFirst("If-None-Match"));
    exchange.getResponseHeaders().set("ETag", "\"e1\"");
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean same = "\"e1\"".equals(headers.getFirst("If-None-Match")) && status == 200;
    exchange.sendResponseHeaders(same ? 304 : status, same ? -1 : body.length);
    if (!same) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String location() {
    return "http://127.0.0.1:" + ssf.getAddress().getPort() + "/iptv/ssf/";
  }

  private Input.CatalogueReply fetch(String location) throws InterruptedException {
    client.fetch(location, ALICE, inbox::add);
    Input input = inbox.poll(10, TimeUnit.SECONDS);
    assertThat(input).isInstanceOf(Input.CatalogueReply.class);
    return (Input.CatalogueReply) input;
  }

  @Test
  void theCatalogueIsAskedInTheUsersNameAndKept() throws Exception {
    var first = fetch(location());
    assertThat(requests).containsExactly("/iptv/ssf/dvb/bcg?Payload=06 \"" + ALICE + "\" null");
    assertThat(first.items().get(0))
        .isEqualTo(
            new CatalogueItem(
                "harbour",
                "Title harbour",
                "",
                40.5,
                "/poster/harbour",
                12,
                "basic",
                true,
                "H264"));
    assertThat(fetch(location())).isEqualTo(first);
    assertThat(requests.get(1)).endsWith("\"e1\"");
  }

  @Test
  void whatWasKeptServesWhileTheSsfIsAway() throws Exception {
    String location = location();
    var first = fetch(location);
    ssf.stop(0);
    assertThat(fetch(location)).isEqualTo(first);
  }

  @Test
  void anSsfThatWasNeverThereIsStatusZero() throws Exception {
    String location = location();
    ssf.stop(0);
    assertThat(fetch(location)).isEqualTo(new Input.CatalogueReply(0, null));
  }

  @Test
  void aRefusalComesThrough() throws Exception {
    status = 503;
    assertThat(fetch(location())).isEqualTo(new Input.CatalogueReply(503, null));
  }

  @Test
  void somethingElseThanACatalogueIsABadGateway() throws Exception {
    body = "<html/>".getBytes(StandardCharsets.UTF_8);
    assertThat(fetch(location()).status()).isEqualTo(502);
    type = "text/html";
    assertThat(fetch(location()).status()).isEqualTo(502);
  }

  @Test
  void aPosterIsRelayed() throws Exception {
    fetch(location());
    type = "image/jpeg";
    body = new byte[] {1, 2, 3};
    var poster = client.poster("harbour", null).get(10, TimeUnit.SECONDS);
    assertThat(poster.status()).isEqualTo(200);
    assertThat(poster.type()).isEqualTo("image/jpeg");
    assertThat(poster.body()).containsExactly(1, 2, 3);
    assertThat(requests.get(1)).startsWith("/iptv/ssf/posters/harbour.jpg");
    assertThat(client.poster("harbour", "\"e1\"").get(10, TimeUnit.SECONDS).status())
        .isEqualTo(304);
  }

  @Test
  void aPosterElsewhereIsNotFetchedFromThere() throws Exception {
    fetch(location());
    type = "image/jpeg";
    client.poster("orbit", null).get(10, TimeUnit.SECONDS);
    assertThat(requests.get(1)).startsWith("/iptv/ssf/posters/orbit.jpg");
  }

  @Test
  void aPosterThatIsNoPictureIsRefused() throws Exception {
    fetch(location());
    type = "text/html";
    assertThat(client.poster("harbour", null).get(10, TimeUnit.SECONDS).status()).isEqualTo(502);
    assertThat(client.poster("../secret", null).get(10, TimeUnit.SECONDS).status()).isEqualTo(404);
  }

  @Test
  void aBodyWithoutEndIsRefused() throws Exception {
    fetch(location());
    body = new byte[XaConformance.POSTER_LIMIT + 1];
    type = "image/jpeg";
    assertThat(client.poster("harbour", null).get(10, TimeUnit.SECONDS).status()).isEqualTo(504);
  }
}
