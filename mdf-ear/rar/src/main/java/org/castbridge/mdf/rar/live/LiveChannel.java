/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.mdf.rar.ChannelSpec;
import org.castbridge.mdf.rar.ChannelStatus;
import org.castbridge.mdf.rar.ChannelStatus.State;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.net.MonotonicClock;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.ChannelCounters;
import org.castbridge.media.channel.ChannelFeed;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.live.SourceProblem;
import org.castbridge.media.live.SourceSink;

/**
 * One channel from its source to its feed, on one event loop. The channel viewers see is made as
 * soon as it is known what it is made of, and stays the same whatever the source does afterwards.
 */
final class LiveChannel implements ChannelHandle, SourceSink {
  /** Sound alone for so long: there is no picture. */
  private static final long RADIO_NANOS = 3_000_000_000L;

  private static final long STALL_NANOS = 2_000_000_000L;

  private final ChannelSpec spec;
  private final EventLoop loop;
  private final MonotonicClock clock;
  private final Map<Object, String> problems = new ConcurrentHashMap<>();
  private final TreeMap<Integer, FilmInfo.Audio> sounds = new TreeMap<>();
  private final List<RecorderThread> recorders = new ArrayList<>();
  private volatile ChannelInput input;
  private FilmInfo.Video picture;
  private ChannelFeed feed;
  private Future<?> ticking;
  private long firstSound = Long.MAX_VALUE;
  private volatile long lastUnit;
  private boolean closed;
  private volatile RecorderThread timeShift;
  private volatile Channel channel;
  private volatile State state = State.WAITING;

  LiveChannel(ChannelSpec spec, EventLoop loop, MonotonicClock clock) {
    this.spec = spec;
    this.loop = loop;
    this.clock = clock;
  }

  EventLoop loop() {
    return loop;
  }

  long now() {
    return clock.now();
  }

  /** On the loop. */
  void start(ChannelInput source) {
    input = source;
    lastUnit = now();
    ticking = loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    LiveLog.LOG.opened(spec.id(), spec.input().type());
    input.start();
  }

  /**
   * On the loop; again is harmless.
   *
   * @return the recorders, which still write out what they have
   */
  List<RecorderThread> close() {
    if (closed) {
      return List.of();
    }
    closed = true;
    ticking.cancel(false);
    input.stop();
    List<RecorderThread> ending = List.copyOf(recorders);
    ending.forEach(RecorderThread::end);
    LiveLog.LOG.closed(spec.id());
    return ending;
  }

  private void tick() {
    try {
      long silent = now() - lastUnit;
      if (state == State.RUNNING && silent > STALL_NANOS) {
        state = State.STALLED;
        LiveLog.LOG.stalled(spec.id());
      }
      input.check(silent);
    } catch (RuntimeException e) { // or the channel would never be looked after again
      LiveLog.LOG.loopFailure(spec.id(), e);
    }
  }

  ChannelInput input() {
    return input;
  }

  /** How long nothing has come. */
  long silentNanos() {
    return now() - lastUnit;
  }

  // ---- what the source brings

  @Override
  public void videoFormat(FilmInfo.Video format) {
    boolean changed = picture != null && !same(picture, format);
    picture = format;
    if (feed == null || !changed) {
      return;
    }
    if (channel.videos().isEmpty()) {
      feed = null; // it began as radio: viewers of it come again
    } else {
      feed.formatChanged(0, format);
      LiveLog.LOG.formatChanged(spec.id(), words(format));
    }
  }

  private static boolean same(FilmInfo.Video a, FilmInfo.Video b) {
    if (a.parameterSets().size() != b.parameterSets().size()) {
      return false;
    }
    for (int i = 0; i < a.parameterSets().size(); i++) {
      if (!java.util.Arrays.equals(a.parameterSets().get(i), b.parameterSets().get(i))) {
        return false;
      }
    }
    return a.codec() == b.codec()
        && a.profile().equals(b.profile())
        && a.width() == b.width()
        && a.height() == b.height();
  }

  @Override
  public void audioFormat(int index, FilmInfo.Audio format) {
    sounds.put(index, format);
  }

  @Override
  public void video(AccessUnit unit) {
    long now = now();
    if (feed == null || channel.videos().isEmpty()) {
      begin(now);
    }
    arrived(now);
    feed.video(0, unit, now);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    long now = now();
    firstSound = Math.min(firstSound, now);
    if (feed == null && picture == null && now - firstSound > RADIO_NANOS) {
      begin(now);
    }
    arrived(now);
    if (feed != null && index < channel.audios().size()) {
      feed.audio(index, unit, now);
    }
  }

  private void arrived(long now) {
    lastUnit = now;
    if (state != State.RUNNING && feed != null) {
      if (state == State.STALLED) {
        LiveLog.LOG.goesOn(spec.id());
      }
      state = State.RUNNING;
    }
  }

  /** It is known what it is made of. */
  private void begin(long now) {
    List<FilmInfo.Video> videos = picture == null ? List.of() : List.of(picture);
    Channel made =
        new Channel(
            spec.id(),
            videos,
            List.copyOf(sounds.values()),
            TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()),
            now);
    feed = new ChannelFeed(made);
    if (timeShift != null) {
      timeShift.end();
    }
    if (spec.recorder() != null) {
      timeShift = attach(made, spec.recorder(), opened -> made.timeShift(opened.timeShift()));
    }
    channel = made;
    LiveLog.LOG.onAir(spec.id(), words(made));
  }

  private RecorderThread attach(
      Channel made, ChannelRecorder.Factory factory, Consumer<ChannelRecorder> onOpen) {
    ChannelFeed its = feed;
    RecorderThread recorder = new RecorderThread(made, factory, onOpen, this::recorderProblem);
    recorder.onClose(
        () -> {
          its.removeListener(recorder);
          recorders.remove(recorder);
        },
        loop);
    recorders.add(recorder);
    its.addListener(recorder);
    recorder.start();
    return recorder;
  }

  private void recorderProblem(RecorderThread recorder, String sentence) {
    set(recorder, sentence);
  }

  @Override
  public void problem(SourceProblem problem, String sentence) {
    set(problem, sentence);
  }

  /** A problem by whatever identifies it; null when it is over. From any thread. */
  void set(Object key, String sentence) {
    String before = sentence == null ? problems.remove(key) : problems.put(key, sentence);
    if (sentence != null && !sentence.equals(before)) {
      LiveLog.LOG.problem(spec.id(), sentence);
    } else if (sentence == null && before != null) {
      LiveLog.LOG.problemOver(spec.id(), before);
    }
  }

  /** The source has lost pictures that nothing can bring back. */
  void pictureLost() {
    if (feed != null && !channel.videos().isEmpty()) {
      feed.videoLost(0);
    }
  }

  // ---- from any thread

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public ChannelSpec spec() {
    return spec;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public ChannelStatus status() {
    Map<String, Long> counters = new LinkedHashMap<>();
    Channel shown = channel;
    if (shown != null) {
      count(shown.counters(), counters);
    }
    if (input != null) {
      input.count(counters);
    }
    RecorderThread recorder = timeShift;
    if (recorder != null) {
      counters.put("recorderDropped", recorder.dropped());
    }
    return new ChannelStatus(
        state, List.copyOf(problems.values()), input == null ? null : input.playing(), counters);
  }

  private static void count(ChannelCounters c, Map<String, Long> counters) {
    counters.put("videoUnits", c.videoUnits());
    counters.put("audioUnits", c.audioUnits());
    counters.put("keyFrames", c.keyFrames());
    counters.put("packets", c.packets());
    counters.put("bytes", c.bytes());
    counters.put("malformed", c.malformed());
    counters.put("stalls", c.stalls());
    counters.put("jumps", c.jumps());
    counters.put("restarts", c.restarts());
    counters.put("formatChanges", c.formatChanges());
    counters.put("zaps", c.zaps());
  }

  @Override
  public AutoCloseable record(ChannelRecorder.Factory recorder) throws MediaException {
    return LiveChannels.await(
        loop,
        () -> {
          if (feed == null || closed) {
            throw new MediaException(
                MediaException.Kind.UNAVAILABLE, "the channel has nothing to record yet");
          }
          return attach(channel, recorder, opened -> {});
        });
  }

  private static String words(Channel channel) {
    return channel.info().videos().stream()
            .map(LiveChannel::words)
            .collect(Collectors.joining(", "))
        + (channel.videos().isEmpty() ? "no picture" : "")
        + channel.info().audios().stream()
            .map(a -> ", " + a.codec() + (a.language() == null ? "" : " " + a.language()))
            .collect(Collectors.joining());
  }

  private static String words(FilmInfo.Video v) {
    return v.codec() + " " + v.width() + "x" + v.height() + " " + v.profile();
  }
}
