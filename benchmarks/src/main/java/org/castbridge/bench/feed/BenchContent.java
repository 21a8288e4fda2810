/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The clips everything is measured with, made once by ffmpeg and kept: 720p30 H.264 without
 * B-frames at a constant 4 Mbit/s, key frame every 2 s, stereo Opus at 96 kbit/s.
 */
public final class BenchContent {
  public static final int FRAME_RATE = 30;
  public static final int KEY_FRAME_SECONDS = 2;

  private final Path folder;

  /** {@code folder} is where clips are kept between runs. */
  public BenchContent(Path folder) {
    this.folder = folder;
  }

  /** Test pattern with noise, which makes every frame of the same weight. */
  public Path channelClip(int seconds) throws IOException, InterruptedException {
    return clip("channel-" + seconds, seconds, "noise=alls=20:allf=t");
  }

  /**
   * A clip whose upper left corner is of one colour in its first half and of another in its second,
   * so that a page sees which part a frame is of.
   *
   * @param first colour of the first half, as ffmpeg names it
   * @param second of the second half
   */
  public Path marked(String name, int seconds, String first, String second)
      throws IOException, InterruptedException {
    String box = "drawbox=x=0:y=0:w=160:h=160:t=fill:color=";
    String half = "'lt(t," + seconds / 2 + ")'";
    return clip(
        name + "-" + seconds,
        seconds,
        "noise=alls=12:allf=t,"
            + (box + second)
            + (first.equals(second) ? "" : "," + box + first + ":enable=" + half));
  }

  private Path clip(String name, int seconds, String filter)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".mp4");
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(folder);
    System.err.println("bench: making the clip " + name + " ...");
    Path fresh = folder.resolve(name + ".new.mp4");
    int keys = FRAME_RATE * KEY_FRAME_SECONDS;
    run(
        List.of(
            ("ffmpeg -v error -y -f lavfi -i testsrc2=size=1280x720:rate=" + FRAME_RATE)
                .split(" ")),
        List.of("-f lavfi -i sine=frequency=440:sample_rate=48000".split(" ")),
        List.of("-t", String.valueOf(seconds), "-vf", filter),
        List.of(
            ("-c:v libx264 -preset veryfast -profile:v baseline -pix_fmt yuv420p -b:v 4M"
                    + " -maxrate 4M -bufsize 1M -nal-hrd cbr -sc_threshold 0 -bf 0 -g "
                    + (keys + " -keyint_min " + keys))
                .split(" ")),
        List.of("-c:a libopus -b:a 96k -ac 2 -frame_duration 20 -movflags +faststart".split(" ")),
        List.of(fresh.toString()));
    return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The same clip so many times behind itself, not encoded again. */
  public Path repeated(Path clip, int times) throws IOException, InterruptedException {
    String name = clip.getFileName().toString().replace(".mp4", "-x" + times);
    Path file = folder.resolve(name + ".mp4");
    if (Files.exists(file)) {
      return file;
    }
    Path fresh = folder.resolve(name + ".new.mp4");
    run(
        List.of("ffmpeg", "-v", "error", "-y", "-stream_loop", String.valueOf(times - 1)),
        List.of("-i", clip.toString(), "-c", "copy", "-movflags", "+faststart", fresh.toString()));
    return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @SafeVarargs
  static void run(List<String>... parts) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    for (List<String> part : parts) {
      command.addAll(part);
    }
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new IOException("the bench needs " + command.get(0) + " (apt-get install ffmpeg)", e);
    }
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("failed: " + String.join(" ", command));
    }
  }
}
