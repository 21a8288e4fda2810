/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whip;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.castbridge.mdf.control.whep.WhepCorsFilter;
import org.castbridge.mdf.control.whep.WhepErrors;

/** Everything below {@code /mdf/whip}. */
@ApplicationPath("whip")
public class WhipApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        WhipResource.class,
        WhepCorsFilter.class,
        WhepErrors.OfControl.class,
        WhepErrors.OfHttp.class,
        WhepErrors.OfAnything.class);
  }
}
