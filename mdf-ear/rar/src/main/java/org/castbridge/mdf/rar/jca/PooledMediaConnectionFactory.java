/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;

/** What applications find in JNDI. */
final class PooledMediaConnectionFactory implements MediaConnectionFactory {
  private static final long serialVersionUID = 1L;

  private final MediaManagedConnectionFactory factory;
  private final ConnectionManager manager;
  private Reference reference;

  PooledMediaConnectionFactory(MediaManagedConnectionFactory factory, ConnectionManager manager) {
    this.factory = factory;
    this.manager = manager;
  }

  @Override
  public MediaConnection getConnection() throws MediaException {
    try {
      return (MediaConnection) manager.allocateConnection(factory, null);
    } catch (ResourceException e) {
      throw new MediaException(
          MediaException.Kind.UNAVAILABLE,
          "no connection to the media delivery: " + e.getMessage(),
          null,
          e);
    }
  }

  @Override
  public void setReference(Reference newReference) {
    reference = newReference;
  }

  @Override
  public Reference getReference() {
    return reference;
  }
}
