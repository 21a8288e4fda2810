/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/** The container's side of a connection: bookkeeping for the pool, nothing of its own. */
final class MediaManagedConnection implements ManagedConnection {
  private final MediaResourceAdapter adapter;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<MediaConnectionHandle> handles = ConcurrentHashMap.newKeySet();
  private PrintWriter logWriter;

  MediaManagedConnection(MediaResourceAdapter adapter, PrintWriter logWriter) {
    this.adapter = adapter;
    this.logWriter = logWriter;
  }

  MediaResourceAdapter adapter() {
    return adapter;
  }

  @Override
  public Object getConnection(Subject subject, ConnectionRequestInfo info) {
    MediaConnectionHandle handle = new MediaConnectionHandle(this);
    handles.add(handle);
    return handle;
  }

  /** The application has closed its handle. */
  void closed(MediaConnectionHandle handle) {
    if (handles.remove(handle)) {
      ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
      event.setConnectionHandle(handle);
      listeners.forEach(l -> l.connectionClosed(event));
    }
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof MediaConnectionHandle handle)) {
      throw new ResourceException("no connection of this resource adapter: " + connection);
    }
    handle.associate(this);
    handles.add(handle);
  }

  void dissociated(MediaConnectionHandle handle) {
    handles.remove(handle);
  }

  @Override
  public void cleanup() {
    handles.forEach(MediaConnectionHandle::invalidate);
    handles.clear();
  }

  @Override
  public void destroy() {
    cleanup();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("there are no transactions in media");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("there are no transactions in media");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new ManagedConnectionMetaData() {
      @Override
      public String getEISProductName() {
        return "Castbridge Media Delivery Function";
      }

      @Override
      public String getEISProductVersion() {
        return String.valueOf(MediaManagedConnection.class.getPackage().getImplementationVersion());
      }

      @Override
      public int getMaxConnections() {
        return 0; // no limit
      }

      @Override
      public String getUserName() {
        return "";
      }
    };
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    logWriter = out;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }
}
