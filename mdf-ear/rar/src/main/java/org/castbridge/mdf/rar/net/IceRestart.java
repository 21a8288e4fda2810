/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.ice.IceFragment;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * An offer, or a fragment of one (RFC 9725 section 4.3.3), that restarts ICE. It may change nothing
 * else: the certificate and the payload types stay, for the DTLS association and the streams do.
 *
 * @param remote the viewer's new credentials
 * @param candidates what it brings along
 */
record IceRestart(IceCredentials remote, List<IceCandidate> candidates) {
  private static final Pattern ORIGIN = Pattern.compile("(?m)^(o=\\S+ \\d+ )(\\d+)");

  /**
   * @param answer what stands
   * @param fingerprint of the viewer's certificate
   * @throws MediaException of kind BAD_OFFER naming the line
   */
  static IceRestart of(String offer, String answer, Fingerprint fingerprint) throws MediaException {
    IceFragment fragment = fragment(offer);
    if (fragment.credentials() == null) {
      throw bad("the restart lacks a=ice-ufrag and a=ice-pwd", "");
    }
    if (offer.startsWith("v=")) {
      checkCertificate(offer, fingerprint);
      checkFormats(offer, answer);
    }
    return new IceRestart(fragment.credentials(), fragment.candidates());
  }

  /**
   * @throws MediaException of kind BAD_OFFER naming the line
   */
  static IceFragment fragment(String text) throws MediaException {
    try {
      return IceFragment.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MediaException(Kind.BAD_OFFER, e.getMessage(), "", e);
    }
  }

  private static void checkCertificate(String offer, Fingerprint fingerprint)
      throws MediaException {
    List<String> lines = offer.lines().filter(l -> l.startsWith("a=fingerprint:")).toList();
    String same = (fingerprint.algorithm() + " " + fingerprint.value()).toLowerCase(Locale.ROOT);
    for (String line : lines) {
      if (!line.substring(14).strip().toLowerCase(Locale.ROOT).equals(same)) {
        throw bad("an ICE restart cannot change the certificate", line);
      }
    }
  }

  private static void checkFormats(String offer, String answer) throws MediaException {
    List<String> offered = offer.lines().map(IceRestart::format).toList();
    for (String line : answer.lines().filter(l -> l.startsWith("a=rtpmap:")).toList()) {
      if (!offered.contains(format(line))) {
        throw bad("an ICE restart cannot take back a payload type that is in use", line);
      }
    }
  }

  private static String format(String line) {
    return line.strip().toLowerCase(Locale.ROOT);
  }

  private static MediaException bad(String message, String line) {
    return new MediaException(Kind.BAD_OFFER, message, line, null);
  }

  /** The answer that stands, under new credentials of ours. */
  static String answer(String standing, IceCredentials local) {
    String renamed =
        standing
            .replaceAll("(?m)^a=ice-ufrag:.*$", "a=ice-ufrag:" + local.ufrag())
            .replaceAll("(?m)^a=ice-pwd:.*$", "a=ice-pwd:" + local.pwd());
    Matcher origin = ORIGIN.matcher(renamed);
    // RFC 3264 section 8: the version rises with every change
    return origin.replaceFirst(m -> m.group(1) + (Long.parseLong(m.group(2)) + 1));
  }
}
