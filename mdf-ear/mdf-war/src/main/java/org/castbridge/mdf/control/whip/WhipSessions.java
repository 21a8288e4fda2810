/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whip;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.control.channel.Television;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.PublisherHandle;

/** The encoders that publish. */
@ApplicationScoped
public class WhipSessions {
  private static final String BEARER = "bearer ";

  /** One encoder. */
  record Publishing(String channel, String offer, PublisherHandle handle) {}

  @Resource(lookup = MediaConnectionFactory.JNDI_NAME)
  private MediaConnectionFactory media;

  @Inject private Television television;
  private final Map<String, Publishing> byId = new ConcurrentHashMap<>();

  public WhipSessions() {}

  WhipSessions(MediaConnectionFactory media, Television television) {
    this.media = media;
    this.television = television;
  }

  /**
   * @param authorization the Authorization header, null if there is none
   * @throws ControlException of kind UNKNOWN_RESOURCE, FORBIDDEN (the channel takes no encoders) or
   *     UNAUTHORIZED
   */
  void authorise(String channel, String authorization) throws ControlException {
    String token = television.config(channel).publisherToken();
    if (token == null) {
      throw new ControlException(Kind.FORBIDDEN, "This channel takes no encoders.");
    }
    boolean bearer =
        authorization != null
            && authorization.length() > BEARER.length()
            && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    byte[] shown =
        (bearer ? authorization.substring(BEARER.length()).strip() : "")
            .getBytes(StandardCharsets.UTF_8);
    // takes as long whatever is wrong with it
    if (!MessageDigest.isEqual(shown, token.getBytes(StandardCharsets.UTF_8))) {
      throw new ControlException(
          Kind.UNAUTHORIZED, "The bearer token of this channel is needed to publish to it.");
    }
  }

  /**
   * @throws ControlException of kind BAD_OFFER, NO_COMMON_CODEC, BUSY or UNAVAILABLE
   */
  Publishing open(String channel, String offer) throws ControlException {
    byId.values().removeIf(session -> session.handle().over());
    try (MediaConnection connection = media.getConnection()) {
      Publishing session = new Publishing(channel, offer, connection.publish(channel, offer));
      byId.put(session.handle().id(), session);
      MdfLogger.LOG.publishing(session.handle().id(), channel);
      return session;
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }

  /**
   * @throws ControlException of kind UNKNOWN_SESSION
   */
  Publishing find(String channel, String id) throws ControlException {
    Publishing session = byId.get(id);
    if (session == null || !session.channel().equals(channel) || session.handle().over()) {
      byId.remove(id);
      throw new ControlException(
          Kind.UNKNOWN_SESSION, "There is no such session, or it has ended.");
    }
    return session;
  }

  void close(Publishing session) {
    byId.remove(session.handle().id());
    session.handle().close();
  }

  @PreDestroy
  void closeAll() {
    byId.values().forEach(session -> session.handle().close());
    byId.clear();
  }
}
