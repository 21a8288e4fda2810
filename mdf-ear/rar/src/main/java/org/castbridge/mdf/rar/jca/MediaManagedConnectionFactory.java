/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * Makes the container's side of connections to the media delivery. They hold nothing, so any free
 * one will do for anybody.
 */
public class MediaManagedConnectionFactory
    implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private MediaResourceAdapter resourceAdapter;
  private transient PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager manager) {
    return new PooledMediaConnectionFactory(this, manager);
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new ResourceException("the media delivery is for managed environments only");
  }

  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
    return new MediaManagedConnection(resourceAdapter, logWriter);
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's
  public ManagedConnection matchManagedConnections(
      Set candidates, Subject subject, ConnectionRequestInfo info) {
    for (Object candidate : candidates) {
      if (candidate instanceof MediaManagedConnection m) {
        return m;
      }
    }
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    logWriter = out;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof MediaResourceAdapter media)) {
      throw new ResourceException("not the media delivery's resource adapter: " + adapter);
    }
    resourceAdapter = media;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaManagedConnectionFactory o
        && java.util.Objects.equals(o.resourceAdapter, resourceAdapter);
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hashCode(resourceAdapter);
  }
}
