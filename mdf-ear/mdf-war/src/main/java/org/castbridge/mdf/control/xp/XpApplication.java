/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.castbridge.mdf.control.figures.CaptureResource;

/** Everything below {@code /mdf/xp}. */
@ApplicationPath("xp")
public class XpApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        XpResource.class,
        XpChannels.class,
        XpRecordings.class,
        CaptureResource.class,
        XpPeerFilter.class,
        XpErrors.OfControl.class,
        XpErrors.OfHttp.class,
        XpErrors.OfAnything.class);
  }
}
