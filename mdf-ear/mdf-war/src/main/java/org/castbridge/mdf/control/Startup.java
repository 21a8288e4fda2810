/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.castbridge.content.ContentStore;
import org.castbridge.mdf.control.channel.Recordings;
import org.castbridge.mdf.control.channel.Television;

/** Tells the operator at the start what there is to play, and what is broken. */
@ApplicationScoped
public class Startup {

  void report(
      @Observes @Initialized(ApplicationScoped.class) Object start,
      MdfConfig config,
      Television television,
      Recordings recordings) {
    try {
      ContentStore.Listing listing = new ContentStore(config.contentDir()).list();
      listing.broken().forEach(MdfLogger.LOG::brokenAsset);
      MdfLogger.LOG.started(
          config.id(), config.place(), listing.assets().size(), config.contentDir().toString());
    } catch (IOException e) {
      MdfLogger.LOG.contentUnreadable(config.contentDir().toString(), e);
    }
    recordings.complete();
    television.start();
  }
}
