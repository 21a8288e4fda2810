/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import java.util.Objects;

/**
 * Where an initial request is delivered.
 *
 * @param application name of a deployed application
 * @param servlet name of the servlet inside it, or null for the application's own choice (its main
 *     servlet)
 */
public record Target(String application, String servlet) {
  public Target {
    Objects.requireNonNull(application, "application");
  }
}
