/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import org.castbridge.mdf.rar.Channels;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.net.MediaDelivery;

/** An application's connection, until it closes it. */
final class MediaConnectionHandle implements MediaConnection {
  private volatile MediaManagedConnection managed;

  MediaConnectionHandle(MediaManagedConnection managed) {
    this.managed = managed;
  }

  @Override
  public SessionHandle create(SessionSpec spec) throws MediaException {
    MediaDelivery delivery;
    try {
      delivery = delivery();
    } catch (MediaException e) {
      spec.programme().close();
      throw e;
    }
    return delivery.create(spec);
  }

  @Override
  public PublisherHandle publish(String channelId, String offerSdp) throws MediaException {
    return delivery().publish(channelId, offerSdp);
  }

  @Override
  public Channels channels() throws MediaException {
    return delivery().channels();
  }

  @Override
  public MediaFigures figures() throws MediaException {
    return delivery().figures();
  }

  @Override
  public MediaLoad load() throws MediaException {
    return delivery().load();
  }

  private MediaDelivery delivery() throws MediaException {
    MediaManagedConnection current = managed;
    if (current == null) {
      throw new MediaException(Kind.UNAVAILABLE, "the connection is closed");
    }
    MediaDelivery delivery = current.adapter().delivery();
    if (delivery == null) {
      throw new MediaException(Kind.UNAVAILABLE, "the media delivery does not run");
    }
    return delivery;
  }

  void associate(MediaManagedConnection other) {
    MediaManagedConnection before = managed;
    if (before != null) {
      before.dissociated(this);
    }
    managed = other;
  }

  void invalidate() {
    managed = null;
  }

  @Override
  public void close() {
    MediaManagedConnection current = managed;
    managed = null;
    if (current != null) {
      current.closed(this);
    }
  }
}
