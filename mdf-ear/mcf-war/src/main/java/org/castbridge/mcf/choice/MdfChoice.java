/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.castbridge.mcf.session.SetUpRefusal;

/** Ranks Media Delivery Functions for one viewer and film. */
public final class MdfChoice {
  private MdfChoice() {}

  /**
   * The Media Delivery Functions that can serve, best first: those at the viewer's place before
   * others, then by load, then as configured.
   *
   * @param candidates in configured order
   * @param codecs the encodings offered, in upper case
   * @param accessNetwork the viewer's P-Access-Network-Info, or null
   * @throws SetUpRefusal if none can, with the reason nearest to success
   */
  public static List<MdfNode> rank(
      List<Candidate> candidates, Set<String> codecs, String accessNetwork) throws SetUpRefusal {
    List<Candidate> reachable = candidates.stream().filter(Candidate::isReachable).toList();
    List<Candidate> holding = reachable.stream().filter(Candidate::holdsFilm).toList();
    if (holding.isEmpty()) {
      throw reachable.size() < candidates.size()
          ? SetUpRefusal.unavailable()
          : SetUpRefusal.unknownFilm();
    }
    List<Candidate> common = holding.stream().filter(one -> isOffered(one, codecs)).toList();
    if (common.isEmpty()) {
      throw SetUpRefusal.noCommonCodec(holding.get(0).asset().videoCodec());
    }
    List<Candidate> free = common.stream().filter(one -> one.status().accepting()).toList();
    if (free.isEmpty()) {
      throw SetUpRefusal.busy();
    }
    return free.stream()
        .sorted(
            Comparator.comparing((Candidate one) -> !isNear(one.place(), accessNetwork))
                .thenComparingDouble(one -> one.status().load()))
        .map(Candidate::node)
        .toList();
  }

  // A channel says nothing of its codecs: negotiation finds out. Sound is left to negotiation: a
  // viewer without the sound codec can still watch.
  private static boolean isOffered(Candidate candidate, Set<String> codecs) {
    String codec = candidate.asset().videoCodec();
    return codec.isEmpty() || codecs.contains(codec.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether one of the parameters of a P-Access-Network-Info (RFC 7315 section 5.4) is this place.
   */
  static boolean isNear(String place, String accessNetwork) {
    if (place.isEmpty() || accessNetwork == null) {
      return false;
    }
    for (String parameter : accessNetwork.split("[;,]", -1)) {
      String value = parameter.substring(parameter.indexOf('=') + 1).trim();
      if (value.replace("\"", "").equalsIgnoreCase(place)) {
        return true;
      }
    }
    return false;
  }
}
