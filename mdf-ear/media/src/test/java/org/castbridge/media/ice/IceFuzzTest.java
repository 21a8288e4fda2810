/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.castbridge.media.stun.StunBindingResponder;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, no exception but the typed one leaves the parsers, and no agent grows or
 * speaks without end. A short run in the build; millions by {@code -Dcastbridge.fuzz.iterations}.
 */
class IceFuzzTest {
  private static final int ITERATIONS = Integer.getInteger("castbridge.fuzz.iterations", 30_000);
  private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.10", 50_000);

  private final Random random = new Random(8489);
  private final IceCredentials ours = new IceCredentials("server", "server+password+of+24+chr");
  private final IceCredentials theirs = new IceCredentials("client", "client+password+of+24+chr");

  /**
   * A datagram an attacker could send: well made, mutated, cut, or noise; a third of them signed.
   */
  private byte[] datagram() {
    if (random.nextInt(8) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] b = message();
    for (int i = random.nextInt(4); i > 0 && b.length > 0; i--) {
      b[random.nextInt(b.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(6) == 0 ? Arrays.copyOf(b, random.nextInt(b.length + 40)) : b;
  }

  private byte[] message() {
    byte[] id = new byte[12];
    id[0] = (byte) random.nextInt(4); // so that answers sometimes fit
    StunBuilder builder = StunBuilder.bindingRequest(id);
    if (random.nextBoolean()) {
      builder = builder.username(random.nextInt(3) > 0 ? "server:client" : "client:server");
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      byte[] value = new byte[random.nextInt(24)];
      random.nextBytes(value);
      builder =
          switch (random.nextInt(6)) {
            case 0 -> builder.priority(random.nextLong());
            case 1 -> builder.iceControlling(random.nextLong());
            case 2 -> builder.iceControlled(random.nextLong());
            case 3 -> builder.useCandidate();
            case 4 -> builder.xorMappedAddress(HOME);
            default -> builder.attribute(random.nextInt(0x10000), value);
          };
    }
    if (random.nextInt(3) > 0) {
      builder = builder.integrity(new StunIntegrity(random.nextBoolean() ? ours.pwd() : "x"));
    }
    byte[] b = (random.nextBoolean() ? builder.fingerprint() : builder).build();
    b[0] = (byte) (random.nextInt(4) == 0 ? random.nextInt(2) : b[0]); // class: request, answer …
    return b;
  }

  @Test
  void theCodecThrowsNothingButItsOwn() {
    byte[] out = new byte[StunBindingResponder.MAX_RESPONSE];
    StunIntegrity key = new StunIntegrity(ours.pwd());
    int understood = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      byte[] b = datagram();
      assertThat(StunBindingResponder.respond(b, 0, b.length, HOME, out)).isBetween(0, out.length);
      IceLiteAgent.localUfrag(b, 0, b.length);
      try {
        StunMessage message = StunCodec.parse(b, 0, b.length);
        message.username();
        message.priority();
        message.iceControlled();
        message.iceControlling();
        message.xorMappedAddress();
        message.errorCode();
        message.unknownAttributes();
        message.authenticatedBy(key);
        understood++;
      } catch (StunException e) {
        assertThat(e.position()).isBetween(0, b.length);
      }
    }
    assertThat(understood).isBetween(ITERATIONS / 20, ITERATIONS * 19 / 20);
  }

  @Test
  void noAgentBreaksOrSpeaksWithoutEnd() {
    for (boolean full : new boolean[] {false, true}) {
      IceAgent agent = IceAgent.create(full, ours, theirs, new SecureRandom());
      long now = 0;
      long said = 0;
      for (int i = 0; i < ITERATIONS; i++) {
        if (i % 20_000 == 0) {
          agent = IceAgent.create(full, ours, theirs, new SecureRandom());
        }
        byte[] b = datagram();
        InetSocketAddress from = new InetSocketAddress("192.0.2.10", 1 + random.nextInt(500));
        agent.handle(b, 0, b.length, from, now);
        now += random.nextInt(2_000_000);
        if (random.nextInt(4) == 0) {
          agent.handleTimeout(now);
        }
        int burst = 0;
        while (!(agent.poll() instanceof IceOutput.Timeout)) {
          burst++;
        }
        assertThat(burst).isLessThan(8);
        said += burst;
      }
      assertThat(said).isLessThan(2L * ITERATIONS);
    }
  }

  @Test
  void candidatesAreReadOrRefused() {
    String good =
        "candidate:842163049 1 udp 1677729535 198.51.100.7 51000 typ srflx tcptype active";
    int read = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      byte[] b = good.getBytes(StandardCharsets.ISO_8859_1);
      for (int n = random.nextInt(4); n > 0; n--) {
        b[random.nextInt(b.length)] = (byte) " 0:.919abx-%/".charAt(random.nextInt(13));
      }
      String line =
          new String(b, StandardCharsets.ISO_8859_1).substring(0, b.length - random.nextInt(20));
      try {
        read += IceCandidate.parse(line).isPresent() ? 1 : 0;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isPositive();
  }
}
