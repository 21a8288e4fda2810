/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Everything below {@code /mdf/whep}. */
@ApplicationPath("whep")
public class WhepApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        WhepResource.class,
        WhepCorsFilter.class,
        WhepErrors.OfControl.class,
        WhepErrors.OfHttp.class,
        WhepErrors.OfAnything.class);
  }
}
