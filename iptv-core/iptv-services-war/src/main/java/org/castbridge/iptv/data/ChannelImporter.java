/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.castbridge.iptv.log.IptvLogger;

/**
 * Keeps the table of channels equal to the operator's list: one call of {@link #run} is one look.
 * Without the file there are no channels; a file that cannot be read or used changes nothing and is
 * logged once.
 */
public class ChannelImporter {
  private final Database database;
  private final Path file;
  private List<Channel> imported;
  private String fault = "";

  /** For CDI's client proxies. */
  protected ChannelImporter() {
    this(null, null);
  }

  /** An importer from the file into the database. */
  public ChannelImporter(Database database, Path file) {
    this.database = database;
    this.file = file;
  }

  /**
   * Looks once.
   *
   * @throws DatabaseUnavailableException if the table could not be written
   */
  public synchronized void run() throws DatabaseUnavailableException {
    try {
      List<Channel> channels = read();
      if (!channels.equals(imported)) {
        Optional<String> unknown = database.call(em -> write(em, channels));
        if (unknown.isPresent()) {
          throw new AssetException("names a package that is not known: " + unknown.get());
        }
        imported = channels;
        IptvLogger.LOG.channelsImported(channels.size());
      }
      fault = "";
    } catch (AssetException e) {
      report(e.getMessage());
    } catch (IOException e) {
      report("cannot be read: " + e);
    }
  }

  private List<Channel> read() throws IOException, AssetException {
    try {
      if (Files.size(file) > ChannelReader.MAX_BYTES) {
        throw new AssetException("is larger than " + ChannelReader.MAX_BYTES + " bytes");
      }
      return ChannelReader.read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Writes all or nothing; returns the package that is not known, if there is one. */
  private static Optional<String> write(EntityManager em, List<Channel> channels) {
    for (Channel channel : channels) {
      if (em.find(ServicePackage.class, channel.packageId()) == null) {
        return Optional.of(channel.packageId());
      }
    }
    Set<String> ids = channels.stream().map(Channel::id).collect(Collectors.toSet());
    em.createQuery("select c from ChannelItem c", ChannelItem.class).getResultList().stream()
        .filter(item -> !ids.contains(item.toChannel().id()))
        .forEach(em::remove);
    for (Channel channel : channels) {
      ChannelItem item = em.find(ChannelItem.class, channel.id());
      if (item == null) {
        item = new ChannelItem(channel.id());
        item.update(channel);
        em.persist(item);
      } else {
        item.update(channel);
      }
    }
    return Optional.empty();
  }

  private void report(String what) {
    if (!what.equals(fault)) {
      fault = what;
      IptvLogger.LOG.channelsRefused(file, what);
    }
  }

  /** Why the list could not be used at the last look, or an empty text; for the management bean. */
  public synchronized String fault() {
    return fault;
  }

  /** Number of channels; -1 before the first look that succeeded. */
  public synchronized int items() {
    return imported == null ? -1 : imported.size();
  }
}
