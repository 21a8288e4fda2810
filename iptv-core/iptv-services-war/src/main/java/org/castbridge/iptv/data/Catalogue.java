/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads films and rights; every answer is a value, independent of the database. */
public class Catalogue {
  private static final Comparator<Film> BY_TITLE =
      Comparator.comparing((Film f) -> f.title().toLowerCase(Locale.ROOT)).thenComparing(Film::id);

  private static final Comparator<Channel> BY_NUMBER =
      Comparator.comparingInt((Channel c) -> c.number() == 0 ? Integer.MAX_VALUE : c.number())
          .thenComparing(Channel::id);

  private final Database database;

  /** For CDI's client proxies. */
  protected Catalogue() {
    this(null);
  }

  public Catalogue(Database database) {
    this.database = database;
  }

  /** All films, by title. */
  public List<Film> films() throws DatabaseUnavailableException {
    return database.call(
        em ->
            em.createQuery(
                    "select distinct c from ContentItem c left join fetch c.packages",
                    ContentItem.class)
                .getResultStream()
                .map(ContentItem::toFilm)
                .sorted(BY_TITLE)
                .toList());
  }

  /** The film of the given content id. */
  public Optional<Film> film(String id) throws DatabaseUnavailableException {
    return database.call(
        em -> Optional.ofNullable(em.find(ContentItem.class, id)).map(ContentItem::toFilm));
  }

  /** All channels, by number; those without one last. */
  public List<Channel> channels() throws DatabaseUnavailableException {
    return database.call(
        em ->
            em.createQuery("select c from ChannelItem c", ChannelItem.class)
                .getResultStream()
                .map(ChannelItem::toChannel)
                .sorted(BY_NUMBER)
                .toList());
  }

  /** The channel of the given id. */
  public Optional<Channel> channel(String id) throws DatabaseUnavailableException {
    return database.call(
        em -> Optional.ofNullable(em.find(ChannelItem.class, id)).map(ChannelItem::toChannel));
  }

  /** The rights of a user; somebody without a profile has none. */
  public Viewer viewer(String impu) throws DatabaseUnavailableException {
    return database.call(em -> profile(em, impu));
  }

  private static Viewer profile(EntityManager em, String impu) {
    return Optional.ofNullable(em.find(UserProfile.class, impu))
        .map(UserProfile::toViewer)
        .orElseGet(() -> Viewer.unknown(impu));
  }
}
