/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Reference;
import org.castbridge.mdf.rar.Channels;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.session.SessionStatistics;

/** A media delivery that sends nothing and remembers everything. */
public final class FakeMedia implements MediaConnectionFactory {
  private static final long serialVersionUID = 1L;

  public final transient Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
  public transient MediaException failure;
  public final transient FakeChannels channels = new FakeChannels();
  public final transient List<FakePublisher> publishers = new ArrayList<>();
  private transient PlaySessions listener;

  /** An encoder. */
  public static final class FakePublisher implements PublisherHandle {
    public final String channel;
    public final String offer;
    public boolean over;

    FakePublisher(String channel, String offer) {
      this.channel = channel;
      this.offer = offer;
    }

    @Override
    public String id() {
      return "p" + System.identityHashCode(this);
    }

    @Override
    public String answer() {
      return "v=0\r\ns=answer\r\n";
    }

    @Override
    public boolean over() {
      return over;
    }

    @Override
    public void close() {
      over = true;
    }
  }

  /** One session. */
  public static final class FakeSession {
    public final List<String> commands = new ArrayList<>();
    public final List<String> candidates = new ArrayList<>();
    public SessionSpec spec;
    private int restarts;
    public MediaException failure;
    private PlayoutState state;
  }

  public void reportTo(PlaySessions sessions) {
    listener = sessions;
  }

  public void event(String id, SessionEvent.Kind kind) {
    FakeSession session = kind.isFinal() ? sessions.remove(id) : sessions.get(id);
    if (session != null) {
      listener.onEvent(
          new SessionEvent(id, session.spec.correlation(), kind, 40_000_000, "a reason"));
    }
  }

  @Override
  public MediaConnection getConnection() throws MediaException {
    return new MediaConnection() {
      @Override
      public SessionHandle create(SessionSpec spec) throws MediaException {
        if (failure != null) {
          throw failure;
        }
        FakeSession session = new FakeSession();
        session.spec = spec;
        session.state =
            new PlayoutState(
                PlayoutState.Phase.READY, 0, 1.0, spec.programme().info().durationUs(), false);
        String id = "s" + (sessions.size() + 1) + "-" + System.identityHashCode(session);
        sessions.put(id, session);
        return handle(id, session);
      }

      @Override
      public PublisherHandle publish(String channelId, String offerSdp) throws MediaException {
        if (failure != null) {
          throw failure;
        }
        FakePublisher publisher = new FakePublisher(channelId, offerSdp);
        publishers.add(publisher);
        return publisher;
      }

      @Override
      public Channels channels() {
        return channels;
      }

      @Override
      public MediaFigures figures() {
        return new FakeFigures(sessions.keySet());
      }

      @Override
      public MediaLoad load() {
        return new MediaLoad(0.12345, sessions.size(), true);
      }

      @Override
      public void close() {}
    };
  }

  private SessionHandle handle(String id, FakeSession session) {
    return new SessionHandle() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public String answer() {
        return "v=0\r\ns=answer to "
            + session.spec.offerSdp().length()
            + "\r\na=ice-ufrag:ours"
            + session.restarts
            + "\r\na=ice-pwd:secret\r\n";
      }

      @Override
      public String restart(String offerSdp) throws MediaException {
        if (!offerSdp.contains("a=ice-pwd:")) {
          throw new MediaException(MediaException.Kind.BAD_OFFER, "the restart lacks a=ice-pwd");
        }
        session.restarts++;
        return answer();
      }

      @Override
      public void addCandidates(String sdpFragment) {
        session.candidates.add(sdpFragment);
      }

      @Override
      public PlayoutState play(Long positionUs, double scale) throws MediaException {
        return command("play " + positionUs + " " + scale, PlayoutState.Phase.PLAYING, positionUs);
      }

      @Override
      public PlayoutState pause() throws MediaException {
        return command("pause", PlayoutState.Phase.PAUSED, null);
      }

      @Override
      public PlayoutState state() throws MediaException {
        return command("state", session.state.phase(), null);
      }

      @Override
      public PlayoutState switchTo(Programme programme, Long positionUs) throws MediaException {
        return command(
            "switch " + programme.info().id() + " " + positionUs,
            session.state.phase(),
            positionUs == null ? 0 : positionUs);
      }

      @Override
      public PlayoutState insert(Programme.Film film, Long atUs) throws MediaException {
        return command("insert " + film.info().id() + " " + atUs, session.state.phase(), null);
      }

      @Override
      public SessionStatistics statistics() {
        return new SessionStatistics(
            new SessionStatistics.Sent(0, 0, 0, 0, 0, 0, 0),
            new SessionStatistics.Received(0, 0, 0, -1, 0, 0, -1, 0),
            0);
      }

      @Override
      public void close() {
        event(id, SessionEvent.Kind.CLOSED);
      }

      private PlayoutState command(String command, PlayoutState.Phase phase, Long positionUs)
          throws MediaException {
        if (session.failure != null) {
          throw session.failure;
        }
        session.commands.add(command);
        long position = positionUs == null ? session.state.positionUs() : positionUs;
        session.state = new PlayoutState(phase, position, 1.0, session.state.durationUs(), true);
        return session.state;
      }
    };
  }

  @Override
  public void setReference(Reference reference) {}

  @Override
  public Reference getReference() {
    return null;
  }
}
