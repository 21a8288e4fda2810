/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.ContentStore;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.channel.Television;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;

/**
 * The sessions of this MDF: made from a film and an offer, found again by id, let go of when they
 * end. A session is known by a name of our own before it is made, so that no event can come too
 * early.
 */
@ApplicationScoped
public class PlaySessions {
  private final Map<String, PlaySession> byCorrelation = new ConcurrentHashMap<>();
  private final Map<String, PlaySession> byId = new ConcurrentHashMap<>();

  @Resource(lookup = MediaConnectionFactory.JNDI_NAME)
  private MediaConnectionFactory media;

  @Inject private Television television;
  private ContentStore store;

  public PlaySessions() {}

  @Inject
  void configure(MdfConfig config) {
    store = new ContentStore(config.contentDir());
  }

  /** For tests: everything that is injected otherwise. */
  static PlaySessions of(MediaConnectionFactory media, ContentStore store, Television television) {
    PlaySessions sessions = new PlaySessions();
    sessions.media = media;
    sessions.television = television;
    sessions.store = store;
    return sessions;
  }

  /**
   * @throws ControlException of kind UNKNOWN_RESOURCE or DAMAGED_CONTENT
   */
  public Asset asset(String id) throws ControlException {
    try {
      return store
          .find(id)
          .orElseThrow(
              () -> new ControlException(Kind.UNKNOWN_RESOURCE, "There is no such film here."));
    } catch (ContentException | IOException e) {
      throw damaged(id, e);
    }
  }

  /**
   * What a viewer may ask for: a film by its id, a channel by {@code channel:} and its own.
   *
   * @throws ControlException of kind UNKNOWN_RESOURCE or DAMAGED_CONTENT
   */
  public Watchable resource(String name) throws ControlException {
    return name.startsWith(Watchable.CHANNEL)
        ? new Watchable.Live(television.config(name.substring(Watchable.CHANNEL.length())))
        : new Watchable.Film(asset(name));
  }

  /** As {@link #resource}, of a name that may be a channel's without saying so. */
  public Watchable publicResource(String name) throws ControlException {
    return television.has(name) ? new Watchable.Live(television.config(name)) : resource(name);
  }

  /**
   * Answers an offer for a film or channel. Nothing is played until the first play command.
   *
   * @param asker who asks, for the log
   * @throws ControlException of kind DAMAGED_CONTENT, BAD_OFFER, NO_COMMON_CODEC, BUSY or
   *     UNAVAILABLE; nothing is left behind
   */
  public PlaySession open(
      Watchable resource, String offer, String asker, PlaySession.Listener listener)
      throws ControlException {
    Programme programme = programme(resource);
    String correlation = UUID.randomUUID().toString();
    PlaySession session = new PlaySession(resource, offer, listener);
    byCorrelation.put(correlation, session);
    try (MediaConnection connection = media.getConnection()) {
      session.start(connection.create(new SessionSpec(offer, programme, correlation)));
    } catch (MediaException e) {
      byCorrelation.remove(correlation);
      programme.close();
      throw failed(e);
    } catch (RuntimeException e) {
      byCorrelation.remove(correlation);
      programme.close();
      throw e;
    }
    byId.put(session.id(), session);
    if (session.hasEnded()) {
      byId.remove(session.id());
    }
    MdfLogger.LOG.opened(session.id(), resource.name(), asker);
    return session;
  }

  /**
   * @throws ControlException of kind UNKNOWN_SESSION
   */
  public PlaySession find(String id) throws ControlException {
    PlaySession session = byId.get(id);
    if (session == null) {
      throw new ControlException(
          Kind.UNKNOWN_SESSION, "There is no such session, or it has ended.");
    }
    return session;
  }

  /**
   * Shows another film or channel in a session, on the same connection.
   *
   * @param resource as in {@link #resource}
   * @throws ControlException as {@link PlaySession}'s, or of kind UNKNOWN_RESOURCE or
   *     DAMAGED_CONTENT; what was playing goes on
   */
  public PlayoutState switchTo(PlaySession session, String resource, Long positionUs)
      throws ControlException {
    PlayoutState state = session.switchTo(programme(resource(resource)), positionUs);
    MdfLogger.LOG.switched(session.id(), resource);
    return state;
  }

  private Programme programme(Watchable resource) throws ControlException {
    if (resource instanceof Watchable.Live live) {
      return live(live);
    }
    Asset asset = ((Watchable.Film) resource).asset();
    try {
      return new Programme.Film(store.open(asset));
    } catch (ContentException | IOException e) {
      throw damaged(asset.id(), e);
    }
  }

  private Programme live(Watchable.Live live) throws ControlException {
    Channel channel = television.handle(live.channel().id()).channel();
    if (channel == null) {
      throw new ControlException(
          Kind.UNAVAILABLE, "The channel " + live.channel().title() + " is not on air yet.");
    }
    return new Programme.Live(channel);
  }

  /** Ends a session; its listener hears CLOSED. */
  public void close(PlaySession session) {
    byId.remove(session.id());
    session.close();
  }

  /**
   * @throws ControlException of kind UNAVAILABLE
   */
  public MediaLoad load() throws ControlException {
    try (MediaConnection connection = media.getConnection()) {
      return connection.load();
    } catch (MediaException e) {
      throw failed(e);
    }
  }

  /** What the resource adapter reports; events of sessions of another maker are not for us. */
  void onEvent(SessionEvent event) {
    PlaySession session =
        event.correlation() == null ? null : byCorrelation.get(event.correlation());
    if (session == null) {
      return;
    }
    if (event.kind().isFinal()) {
      byCorrelation.remove(event.correlation());
      byId.remove(event.sessionId());
      MdfLogger.LOG.ended(event.sessionId(), event.reason());
    }
    session.onEvent(event);
  }

  /** The application goes: so do its viewers. */
  @PreDestroy
  void closeAll() {
    byId.values().forEach(PlaySession::close);
    byId.clear();
    byCorrelation.clear();
  }

  private static ControlException failed(MediaException e) {
    if (e.kind() == MediaException.Kind.UNAVAILABLE) {
      MdfLogger.LOG.mediaUnavailable(e);
    }
    return ControlException.of(e);
  }

  private static ControlException damaged(String id, Exception e) {
    MdfLogger.LOG.brokenAsset(id, e);
    return new ControlException(Kind.DAMAGED_CONTENT, "The film cannot be read.", null, e);
  }
}
