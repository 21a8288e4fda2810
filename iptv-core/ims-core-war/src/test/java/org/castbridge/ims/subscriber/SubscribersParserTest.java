/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribersParserTest {
  private static final Path SHIPPED = Path.of("src/main/config/subscribers.xml");
  private static final Map<String, String> CONFIG =
      Map.of("castbridge.address", "192.0.2.7", "castbridge.sip.port", "15060");

  private final SubscribersParser parser =
      new SubscribersParser(name -> Optional.ofNullable(CONFIG.get(name)));

  private static String shipped() throws IOException {
    return Files.readString(SHIPPED);
  }

  private SubscriberDirectory parse(String xml) throws SubscribersException, IOException {
    return parser.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theShippedFileHasTheUsersOfTheDemonstration() throws Exception {
    SubscriberDirectory d = parse(shipped());
    assertThat(d.size()).isEqualTo(3);
    for (String[] user :
        new String[][] {{"alice", "wonderland"}, {"bob", "builder"}, {"carol", "christmas"}}) {
      Subscription s = d.byPrivateIdentity(user[0] + "@ims.test").orElseThrow();
      assertThat(d.byPublicIdentity("sip:" + user[0] + "@ims.test")).contains(s);
      assertThat(s.identities()).containsExactly("sip:" + user[0] + "@ims.test");
      for (DigestAlgorithm a : DigestAlgorithm.values()) {
        assertThat(s.ha1()).containsEntry(a, a.ha1(s.impi(), "ims.test", user[1]));
      }
      assertThat(s.toString()).doesNotContain(s.ha1().get(DigestAlgorithm.MD5));
    }
  }

  @Test
  void theShippedFileFollowsThePortsOfTheRun() throws Exception {
    SubscriberDirectory d = parse(shipped());
    assertThat(d.service("sip:mcf@ims.test").orElseThrow().serverName())
        .isEqualTo("sip:mcf@192.0.2.7:15060;transport=tcp;lr");
    assertThat(d.service("sip:mcf@ims.test").orElseThrow().trustedOnly()).isTrue();
    assertThat(d.service("sip:sdf@ims.test").orElseThrow().trustedOnly()).isFalse();
    assertThat(d.service("sip:OIPF_IPTV_SPD@ims.test")).isPresent();
    assertThat(d.service("sip:sdfx@ims.test")).isEmpty();
    assertThat(d.service("sip:sdf@imsxtest")).isEmpty();
    Subscription alice = d.byPrivateIdentity("alice@ims.test").orElseThrow();
    assertThat(alice.criteria("sip:alice@ims.test"))
        .extracting(InitialFilterCriteria::priority)
        .containsExactly(10, 20, 30, 40);
    assertThat(alice.criteria("sip:alice@ims.test").get(3).server().defaultHandling())
        .isEqualTo(DefaultHandling.SESSION_TERMINATED);
    assertThat(alice.criteria("sip:bob@ims.test")).isEmpty();
  }

  @Test
  void aBarredIdentityIsOwnedButNotUsable() throws Exception {
    SubscriberDirectory d =
        parse(
            shipped()
                .replace(
                    "<PublicIdentity><Identity>sip:bob@ims.test",
                    "<PublicIdentity><BarringIndication>1</BarringIndication><Identity>sip:b2@ims.test</Identity>"
                        + "</PublicIdentity><PublicIdentity><Identity>sip:bob@ims.test"));
    Subscription bob = d.byPrivateIdentity("bob@ims.test").orElseThrow();
    assertThat(bob.identities()).containsExactly("sip:bob@ims.test");
    assertThat(bob.owns("sip:b2@ims.test")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<PrivateID>bob@|<PrivateID>alice@|alice@ims.test stands twice",
        "<Identity>sip:bob@|<Identity>sip:alice@|alice@ims.test stands twice",
        "<Identity>sip:bob@ims.test|<Identity>bob|subscriber bob@ims.test: not a SIP URI",
        "SharedIFCSetID>1|SharedIFCSetID>7|there is no SharedIFCSet 7",
        "<Priority>20|<Priority>10|two InitialFilterCriteria have the priority 10",
        "(cod-|((cod-|no regular expression",
        "castbridge.sip.port|castbridge.no.port|no configuration value for ${castbridge.no.port}",
        "sip:!sdf!|sip:sdf|x",
        "<Method>REGISTER</Method>|<Method></Method>|line",
        "<DefaultHandling>1|<DefaultHandling>2|line",
        "algorithm=\"MD5\"|algorithm=\"MD4\"|line",
        "algorithm=\"MD5\">7ff|algorithm=\"MD5\">7fg|hex digits",
        "algorithm=\"MD5\">|algorithm=\"SHA-256\">|hex digits",
        "<Subscribers |<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><Subscribers |line",
        "</Subscribers>|</Subscriber>|line",
        "<Group>2</Group>|<Grupp>2</Grupp>|line"
      })
  void faultsAreNamed(String search, String replacement, String message) throws Exception {
    String xml = shipped();
    if (search.equals("sip:!sdf!")) {
      search = "sip:!sdf|OIPF_IPTV_SPD!";
      message = "has no !expression!";
    }
    assertThat(xml).contains(search);
    String broken = xml.replace(search, replacement);
    assertThatThrownBy(() -> parse(broken))
        .isInstanceOf(SubscribersException.class)
        .hasMessageContaining(message);
  }

  /** Damaged files: either they still make sense or the one typed error says why not. */
  @Test
  void damageNeverGivesAnythingButItsOwnError() throws Exception {
    byte[] good = shipped().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20260101);
    int refused = 0;
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 1500);
    for (int i = 0; i < iterations; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n <= random.nextInt(3); n++) {
        int at = random.nextInt(bad.length);
        bad[at] =
            random.nextBoolean() ? (byte) random.nextInt(256) : bad[random.nextInt(bad.length)];
      }
      if (random.nextInt(10) == 0) {
        bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      try {
        assertThat(parser.parse(new ByteArrayInputStream(bad)).size()).isBetween(0, 3);
      } catch (SubscribersException e) {
        refused++;
        assertThat(e.getMessage()).isNotEmpty();
      } catch (IOException e) {
        // Malformed UTF-8 is reported this way by the platform's parser.
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }
}
