/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.session.SessionStatistics;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * Carries commands from any thread to the viewer's event loop and waits there for the outcome, for
 * a bounded time.
 */
final class LocalSessionHandle implements SessionHandle {
  static final long WAIT_MILLIS = 2_000;

  private final Viewer viewer;
  private final MediaPort port;
  private final Fingerprint remoteFingerprint;
  private final SecureRandom random;
  private volatile String answer;

  LocalSessionHandle(Viewer viewer, MediaPort port, Negotiated negotiated, SecureRandom random) {
    this.viewer = viewer;
    this.port = port;
    this.answer = negotiated.answerSdp();
    this.remoteFingerprint = negotiated.remoteFingerprint();
    this.random = random;
  }

  @Override
  public String id() {
    return viewer.id;
  }

  @Override
  public String answer() {
    return answer;
  }

  @Override
  public PlayoutState play(Long positionUs, double scale) throws MediaException {
    return onLoop(
        now -> {
          viewer.session.play(positionUs, scale, now);
          return viewer.session.state(now);
        });
  }

  @Override
  public PlayoutState pause() throws MediaException {
    return onLoop(
        now -> {
          viewer.session.pause(now);
          return viewer.session.state(now);
        });
  }

  @Override
  public PlayoutState state() throws MediaException {
    return onLoop(viewer.session::state);
  }

  @Override
  public PlayoutState switchTo(Programme programme, Long positionUs) throws MediaException {
    return onLoop(
        now -> {
          viewer.session.switchTo(programme, positionUs, now);
          return viewer.session.state(now);
        });
  }

  @Override
  public PlayoutState insert(Programme.Film film, Long atUs) throws MediaException {
    return onLoop(
        now -> {
          viewer.session.insert(film, atUs, now);
          return viewer.session.state(now);
        });
  }

  @Override
  public SessionStatistics statistics() throws MediaException {
    return onLoop(now -> viewer.session.statistics());
  }

  @Override
  public String restart(String offerSdp) throws MediaException {
    IceRestart restart = IceRestart.of(offerSdp, answer, remoteFingerprint);
    IceCredentials local = IceCredentials.generate(random);
    answer =
        onLoop(
            now -> {
              port.rename(viewer, local.ufrag());
              viewer.session.restartIce(local, restart.remote(), now);
              port.addCandidates(viewer, restart.candidates(), now);
              return IceRestart.answer(answer, local);
            });
    return answer;
  }

  @Override
  public void addCandidates(String sdpFragment) throws MediaException {
    List<IceCandidate> candidates = IceRestart.fragment(sdpFragment).candidates();
    onLoop(
        now -> {
          port.addCandidates(viewer, candidates, now);
          return null;
        });
  }

  @Override
  public void close() {
    port.execute(() -> viewer.close(port.now()));
  }

  private interface Command<T> {
    T at(long now) throws PlayoutException;
  }

  private <T> T onLoop(Command<T> command) throws MediaException {
    return await(
        port,
        () -> {
          if (viewer.over()) {
            throw new MediaException(Kind.GONE, "the session has ended");
          }
          long now = port.now();
          try {
            return command.at(now);
          } finally {
            port.drain(viewer, now);
          }
        });
  }

  /** Runs the command on the port's loop; also used to make sessions. */
  static <T> T await(MediaPort port, Callable<T> command) throws MediaException {
    Future<T> future;
    try {
      future = port.submit(command);
    } catch (RejectedExecutionException e) {
      throw new MediaException(Kind.UNAVAILABLE, "the media delivery has stopped", null, e);
    }
    try {
      return future.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw typed(e.getCause());
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new MediaException(
          Kind.UNAVAILABLE, "the media delivery did not answer in time", null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(Kind.UNAVAILABLE, "interrupted", null, e);
    }
  }

  static MediaException typed(PlayoutException e) {
    Kind kind =
        e.kind() == PlayoutException.Kind.UNREADABLE
            ? Kind.UNAVAILABLE
            : Kind.valueOf(e.kind().name());
    return new MediaException(kind, e.getMessage(), null, e);
  }

  private static MediaException typed(Throwable cause) {
    if (cause instanceof MediaException e) {
      return e;
    }
    if (cause instanceof PlayoutException e) {
      return typed(e);
    }
    NetLog.LOG.loopFailure(cause);
    return new MediaException(Kind.UNAVAILABLE, "the command failed: " + cause, null, cause);
  }
}
