/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.castbridge.iptv.log.IptvLogger;
import org.flywaydb.core.api.FlywayException;

/**
 * The database as the functions see it: up or down, and never in their way. While it is down every
 * call is refused at once instead of waiting for a connection, so that SIP threads are not blocked;
 * {@link #probe} finds out when it is back.
 */
public class Database {
  private static final int PROBE_SECONDS = 2;

  private final DataSource dataSource;
  private final boolean demoUsers;
  private final InstantSource clock;
  private volatile EntityManagerFactory factory;
  private volatile boolean up;
  private volatile String cause = "it has not been reached yet";
  private long downSince;

  /** For CDI's client proxies. */
  protected Database() {
    this(null, false, InstantSource.system());
  }

  /** A database behind a data source; nothing is opened before the first {@link #probe}. */
  public Database(DataSource dataSource, boolean demoUsers, InstantSource clock) {
    this.dataSource = dataSource;
    this.demoUsers = demoUsers;
    this.clock = clock;
    this.downSince = clock.millis();
  }

  /**
   * Runs work in a transaction of its own.
   *
   * @throws DatabaseUnavailableException if the database is down, or goes down meanwhile
   */
  public <T> T call(Function<EntityManager, T> work) throws DatabaseUnavailableException {
    if (!up) {
      throw new DatabaseUnavailableException("The database is not available: " + cause, null);
    }
    try (EntityManager manager = factory.createEntityManager()) {
      return inTransaction(manager, work);
    } catch (PersistenceException e) {
      if (!isOutage(e)) {
        throw e;
      }
      markDown(e);
      throw new DatabaseUnavailableException("The database is not available: " + cause, e);
    }
  }

  private static <T> T inTransaction(EntityManager manager, Function<EntityManager, T> work) {
    EntityTransaction transaction = manager.getTransaction();
    transaction.begin();
    try {
      T result = work.apply(manager);
      transaction.commit();
      return result;
    } catch (RuntimeException e) {
      rollback(transaction, e);
      throw e;
    }
  }

  private static void rollback(EntityTransaction transaction, RuntimeException cause) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (PersistenceException e) {
      // A lost connection cannot be rolled back; the first failure is the one to report.
      cause.addSuppressed(e);
    }
  }

  /**
   * Looks whether the database answers: migrates and opens it the first time, and notices when it
   * goes and comes. Called regularly by one thread.
   */
  public synchronized void probe() {
    try {
      if (factory == null) {
        open();
      } else {
        ping();
      }
      markUp();
    } catch (SQLException | FlywayException | PersistenceException e) {
      markDown(e);
    }
  }

  private void open() {
    String version = Schema.migrate(dataSource, demoUsers);
    factory =
        Persistence.createEntityManagerFactory(
            "iptv", Map.of("jakarta.persistence.nonJtaDataSource", dataSource));
    IptvLogger.LOG.databaseReady(version);
  }

  private void ping() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.isValid(PROBE_SECONDS)) {
        throw new SQLException("a connection is no longer valid");
      }
    }
  }

  private void markUp() {
    if (!up) {
      up = true;
      IptvLogger.LOG.databaseUp((clock.millis() - downSince) / 1000);
    }
  }

  private synchronized void markDown(Exception e) {
    String reason = rootMessage(e);
    if (up || !reason.equals(cause)) {
      IptvLogger.LOG.databaseDown(reason);
    }
    if (up) {
      downSince = clock.millis();
    }
    cause = reason;
    up = false;
  }

  public boolean isUp() {
    return up;
  }

  /** Why it is down, or an empty text while it is up. */
  public String cause() {
    return up ? "" : cause;
  }

  /** Closes what was opened; the data source is the server's. */
  public synchronized void close() {
    up = false;
    cause = "the application has stopped";
    if (factory != null) {
      factory.close();
      factory = null;
    }
  }

  /**
   * An outage is what a second try later may cure. A value out of range (SQLSTATE class 22), a
   * violated constraint (23) or a wrong statement (42) would fail again: a fault of the program.
   */
  private static boolean isOutage(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException s) {
        String state = s.getSQLState();
        return state == null || !state.matches("(22|23|42).*");
      }
    }
    return false;
  }

  private static String rootMessage(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null && t.getCause() != t) {
      t = t.getCause();
    }
    String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    return message.lines().findFirst().orElse(message).strip();
  }
}
