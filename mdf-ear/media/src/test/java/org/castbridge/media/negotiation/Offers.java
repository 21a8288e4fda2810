/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** Offers in the shapes browsers write them, and films to answer them for. */
public final class Offers {
  public static final FilmInfo H264_FILM = film(Codec.H264, "42e01f");
  public static final FilmInfo VP8_FILM = film(Codec.VP8, null);

  private Offers() {}

  public static String chromium() {
    return read("chromium.sdp");
  }

  public static String firefox() {
    return read("firefox.sdp");
  }

  public static FilmInfo film(Codec codec, String profile) {
    return new FilmInfo(
        "harbour",
        40_000_000,
        new FilmInfo.Video(
            codec,
            profile == null ? "" : FilmInfo.Video.h264Profile(profile),
            1280,
            720,
            25,
            0,
            0,
            List.of()),
        new FilmInfo.Audio(Codec.OPUS, 2, null));
  }

  public static LocalTransport local() {
    return new LocalTransport(
        new IceCredentials("localfrg", "localpasswordlocalpassword"),
        new Fingerprint("sha-256", "AB" + ":CD".repeat(31)),
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 20100)));
  }

  private static String read(String name) {
    try (InputStream in = Offers.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
