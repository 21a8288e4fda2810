/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.List;
import java.util.Optional;

/**
 * The ICE attributes of a section (RFC 8839 section 5).
 *
 * @param ufrag user name fragment, 4 to 256 characters
 * @param pwd password, 22 to 256 characters
 * @param candidates the values of the {@code a=candidate} attributes, as {@code 1 1 udp 2130706431
 *     192.0.2.1 9 typ host}
 * @param options the tags of {@code a=ice-options}, as {@code trickle}
 * @param lite whether the writer is an ICE-lite agent
 */
public record IceParameters(
    String ufrag, String pwd, List<String> candidates, List<String> options, boolean lite) {

  public IceParameters {
    candidates = List.copyOf(candidates);
    options = List.copyOf(options);
  }

  /**
   * The ICE attributes that hold for a section: its own, else those of the session level.
   *
   * @return empty if the section has neither {@code a=ice-ufrag} nor {@code a=ice-pwd}
   * @throws SdpException if only one of the two is there, or one is malformed
   */
  public static Optional<IceParameters> of(SessionDescription session, MediaDescription section)
      throws SdpException {
    Optional<String> ufrag = session.attribute(section, "ice-ufrag");
    Optional<String> pwd = session.attribute(section, "ice-pwd");
    if (ufrag.isEmpty() && pwd.isEmpty()) {
      return Optional.empty();
    }
    check("ice-ufrag", ufrag.orElse(""), 4);
    check("ice-pwd", pwd.orElse(""), 22);
    String options = session.attribute(section, "ice-options").orElse("").trim();
    return Optional.of(
        new IceParameters(
            ufrag.orElseThrow(),
            pwd.orElseThrow(),
            section.attributes("candidate"),
            options.isEmpty() ? List.of() : List.of(options.split(" +", -1)),
            session.hasAttribute("ice-lite")));
  }

  private static void check(String name, String value, int least) throws SdpException {
    if (value.length() < least || value.length() > 256 || !value.matches("[A-Za-z0-9+/]+")) {
      throw new SdpException(
          "a=" + name + ":" + value,
          "a=" + name + " needs " + least + " to 256 letters, digits, + or /");
    }
  }
}
