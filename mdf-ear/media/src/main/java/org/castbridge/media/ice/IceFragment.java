/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.util.ArrayList;
import java.util.List;

/**
 * What an SDP fragment (RFC 8840 section 9), or a whole description, says about ICE. Of several
 * media sections the first one's credentials count: they share one transport.
 *
 * @param credentials null when the fragment names none
 * @param candidates those an agent can use; mDNS names and unknown transports are passed over
 * @param complete whether it says that no more will come
 */
public record IceFragment(
    IceCredentials credentials, List<IceCandidate> candidates, boolean complete) {
  /** More lines are not read: somebody's idea of an attack. */
  private static final int MAX_CANDIDATES = 100;

  public IceFragment {
    candidates = List.copyOf(candidates);
  }

  /**
   * Lines of other kinds are not looked at.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static IceFragment parse(String text) {
    String ufrag = null;
    String pwd = null;
    boolean complete = false;
    List<IceCandidate> candidates = new ArrayList<>();
    for (String raw : text.split("\r?\n")) {
      String line = raw.strip();
      if (line.startsWith("a=ice-ufrag:") && ufrag == null) {
        ufrag = line.substring(12).strip();
      } else if (line.startsWith("a=ice-pwd:") && pwd == null) {
        pwd = line.substring(10).strip();
      } else if (line.startsWith("a=candidate:") && candidates.size() < MAX_CANDIDATES) {
        IceCandidate.parse(line.substring(2))
            .filter(c -> !candidates.contains(c))
            .ifPresent(candidates::add);
      } else if (line.equals("a=end-of-candidates")) {
        complete = true;
      }
    }
    return new IceFragment(
        ufrag == null || pwd == null ? null : new IceCredentials(ufrag, pwd), candidates, complete);
  }
}
