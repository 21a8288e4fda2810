/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import java.util.List;
import java.util.Optional;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;

/**
 * An SDP fragment of ICE information (application/trickle-ice-sdpfrag, RFC 8840 section 9). Its
 * candidates are not needed: as an ICE-lite agent we learn a viewer's address from its
 * authenticated checks (RFC 8445 section 2.5).
 *
 * @param ufrag the user name fragment it is about, if it says so
 * @param candidates values of its a=candidate lines
 */
public record TrickleFragment(Optional<String> ufrag, List<String> candidates) {
  private static final String UFRAG = "a=ice-ufrag:";
  private static final String CANDIDATE = "a=candidate:";

  /**
   * @throws ControlException of kind BAD_REQUEST naming the line
   */
  public static TrickleFragment parse(String text) throws ControlException {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    for (String line : lines) {
      if (line.length() < 2 || line.charAt(1) != '=' || !Character.isLowerCase(line.charAt(0))) {
        throw new ControlException(
            Kind.BAD_REQUEST, "The body is no SDP fragment.", line.strip(), null);
      }
    }
    return new TrickleFragment(
        lines.stream()
            .filter(line -> line.startsWith(UFRAG))
            .map(line -> line.substring(UFRAG.length()).strip())
            .findFirst(),
        lines.stream()
            .filter(line -> line.startsWith(CANDIDATE))
            .map(line -> line.substring(CANDIDATE.length()))
            .toList());
  }

  /** Whether it goes with the ICE session of an offer; one that names another is an ICE restart. */
  public boolean belongsTo(String offer) {
    return ufrag.isEmpty()
        || offer.lines().anyMatch(line -> line.strip().equals(UFRAG + ufrag.get()));
  }
}
