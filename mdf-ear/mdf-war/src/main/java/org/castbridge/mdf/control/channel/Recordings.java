/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.recording.Recording;
import org.castbridge.content.recording.RecordingRequest;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/** Recordings of channels: begun and ended by command, films of the store afterwards. */
@ApplicationScoped
public class Recordings {
  @Inject private Television television;
  private final Map<String, Running> running = new TreeMap<>();
  private Path store;

  private record Running(String channel, AutoCloseable recorder) {}

  public Recordings() {}

  /** For tests. */
  public static Recordings of(Television television, MdfConfig config) {
    Recordings recordings = new Recordings();
    recordings.television = television;
    recordings.configure(config);
    return recordings;
  }

  @Inject
  void configure(MdfConfig config) {
    store = config.contentDir();
  }

  /** Makes films of what an earlier run could not bring to its end. */
  public void complete() {
    try {
      for (Asset asset :
          Recording.completeUnfinished(store, e -> MdfLogger.LOG.recordingTrouble("-", e))) {
        MdfLogger.LOG.recordingCompleted(asset.id());
      }
    } catch (IOException e) {
      MdfLogger.LOG.recordingTrouble("-", e);
    }
  }

  /**
   * @throws ControlException of kind UNKNOWN_RESOURCE, CONFLICT (the id is taken) or UNAVAILABLE
   */
  public synchronized void start(RecordingRequest request) throws ControlException {
    boolean taken =
        running.containsKey(request.id())
            || java.nio.file.Files.exists(store.resolve(request.id()));
    if (taken) {
      throw new ControlException(Kind.CONFLICT, "There is a film or recording of this id.");
    }
    try {
      AutoCloseable recorder =
          television
              .handle(request.channel())
              .record((channel, problems) -> new Recorder(store, request, channel, problems));
      running.put(request.id(), new Running(request.channel(), recorder));
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }

  /**
   * Ends one; it is a film of the store when this returns.
   *
   * @throws ControlException of kind UNKNOWN_RESOURCE
   */
  public synchronized void stop(String channel, String id) throws ControlException {
    Running recording = running.get(id);
    if (recording == null || !recording.channel().equals(channel)) {
      throw new ControlException(Kind.UNKNOWN_RESOURCE, "There is no such recording.");
    }
    running.remove(id);
    close(recording);
  }

  /** The server stops: what has been recorded is kept. */
  @PreDestroy
  synchronized void stopAll() {
    running.values().forEach(Recordings::close);
    running.clear();
  }

  private static void close(Running recording) {
    try {
      recording.recorder().close();
    } catch (Exception e) { // AutoCloseable's; ours throws nothing but what is logged
      MdfLogger.LOG.recordingTrouble(recording.channel(), e);
    }
  }

  private static final class Recorder implements ChannelRecorder {
    private final Recording recording;

    Recorder(Path store, RecordingRequest request, Channel channel, Consumer<String> problems)
        throws IOException {
      FilmInfo info = channel.info();
      recording =
          Recording.start(
              store,
              request,
              info.videos(),
              info.audios(),
              e -> {
                MdfLogger.LOG.recordingTrouble(channel.id(), e);
                problems.accept("The recording " + request.id() + " has gaps: " + e.getMessage());
              });
    }

    @Override
    public void video(int rendition, AccessUnit unit) {
      recording.video(rendition, unit);
    }

    @Override
    public void audio(int index, AccessUnit unit) {
      recording.audio(index, unit);
    }

    @Override
    public void formatChanged(int rendition, FilmInfo.Video format) {
      recording.formatChanged(rendition, format);
    }

    @Override
    public void close() throws IOException {
      try {
        MdfLogger.LOG.recordingCompleted(recording.stop().id());
      } catch (ContentException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
