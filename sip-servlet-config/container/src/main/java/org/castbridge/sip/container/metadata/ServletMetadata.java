/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.metadata;

import java.util.Map;

/**
 * One SIP servlet.
 *
 * @param name unique in the application
 * @param className its class
 * @param loadOnStartup order of initialisation, lowest first; negative for last
 * @param initParameters from the descriptor
 */
public record ServletMetadata(
    String name, String className, int loadOnStartup, Map<String, String> initParameters) {
  public ServletMetadata {
    initParameters = Map.copyOf(initParameters);
  }
}
