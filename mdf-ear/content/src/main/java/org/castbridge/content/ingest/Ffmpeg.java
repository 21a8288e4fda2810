/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.content.ingest.IngestRefusal.Remedy;
import org.castbridge.content.ingest.IngestRequest.Profile;

/**
 * The external program ffmpeg, run offline as a process of its own: its codecs stay out of the
 * server. It reads and writes files only.
 */
final class Ffmpeg {
  private static final Pattern DURATION =
      Pattern.compile("Duration: (\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  private final Path program;

  Ffmpeg(Path program) {
    this.program = program;
  }

  /** Looks for it where the shell would. */
  static Optional<Ffmpeg> onPath() {
    String path = System.getenv("PATH");
    for (String dir : path == null ? new String[0] : path.split(File.pathSeparator)) {
      Path candidate = Path.of(dir.isEmpty() ? "." : dir, "ffmpeg");
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(new Ffmpeg(candidate));
      }
    }
    return Optional.empty();
  }

  /**
   * The command that brings a file into the content contract. What is good already is copied
   * untouched; all languages of the sound are kept.
   *
   * @param soundOnly true if the file is taken for its sound
   */
  static List<String> preparation(
      String from, Path to, Collection<Remedy> remedies, boolean soundOnly, Profile profile) {
    boolean picture =
        remedies.contains(Remedy.ENCODE_PICTURE) || remedies.contains(Remedy.ENCODE_BOTH);
    boolean sound = remedies.contains(Remedy.ENCODE_SOUND) || remedies.contains(Remedy.ENCODE_BOTH);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-i", from));
    if (!soundOnly) {
      command.addAll(List.of("-map", "0:v:0"));
    }
    command.addAll(List.of("-map", "0:a?", "-sn", "-dn"));
    if (soundOnly) {
      command.add("-vn");
    } else if (picture) {
      command.addAll(encoder(profile));
      // a key frame every second; even sizes, 8 bits, 4:2:0
      command.addAll(List.of("-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p"));
    } else {
      command.addAll(List.of("-c:v", "copy"));
    }
    if (sound) {
      command.addAll(List.of("-c:a", "libopus", "-b:a", "96k", "-ac", "2", "-ar", "48000"));
    } else {
      command.addAll(List.of("-c:a", "copy"));
    }
    if (to.toString().endsWith(".mp4")) {
      command.addAll(List.of("-movflags", "+faststart"));
    }
    command.add(to.toString());
    return command;
  }

  /** Encoders without B-frames, with closed groups of pictures of one second. */
  private static List<String> encoder(Profile profile) {
    String[] words =
        switch (profile) {
          case VP9 ->
              ("-c:v libvpx-vp9 -deadline good -cpu-used 4 -row-mt 1 -crf 33 -b:v 0 -g 240"
                      + " -force_key_frames expr:gte(t,n_forced)")
                  .split(" ");
          case AV1 ->
              "-c:v libsvtav1 -preset 8 -crf 35 -svtav1-params keyint=1s:irefresh-type=2"
                  .split(" ");
          default -> // baseline has no B-frames
              ("-c:v libx264 -profile:v baseline -crf 21 -maxrate 4M -bufsize 4M -bf 0 -flags +cgop"
                      + " -force_key_frames expr:gte(t,n_forced) -sc_threshold 0")
                  .split(" ");
        };
    return List.of(words);
  }

  /** Length of a file as ffmpeg sees it, microseconds; empty if it is no media to it. */
  Optional<Long> durationUs(Path file) throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    run(List.of("-i", file.toAbsolutePath().toString()), said::add);
    for (String line : said) {
      Matcher matcher = DURATION.matcher(line);
      if (matcher.find()) {
        double seconds =
            Integer.parseInt(matcher.group(1)) * 3600
                + Integer.parseInt(matcher.group(2)) * 60
                + Double.parseDouble(matcher.group(3));
        return Optional.of((long) (seconds * 1e6));
      }
    }
    return Optional.empty();
  }

  /**
   * Runs a command of {@link #preparation}.
   *
   * @throws IngestRefusal with ffmpeg's own last words if it fails
   */
  void prepare(List<String> command, long durationUs, IngestProgress progress)
      throws IOException, InterruptedException, IngestRefusal {
    List<String> arguments = new ArrayList<>(List.of("-y", "-progress", "pipe:1", "-nostats"));
    arguments.addAll(List.of("-loglevel", "error"));
    arguments.addAll(command.subList(1, command.size()));
    List<String> errors = new ArrayList<>();
    int code =
        run(
            arguments,
            line -> {
              if (line.startsWith("out_time_us=") || line.startsWith("out_time_ms=")) {
                report(line.substring(line.indexOf('=') + 1), durationUs, progress);
              } else if (!line.matches("[a-z_0-9]+=.*")) {
                errors.add(line);
              }
            });
    if (code != 0) {
      String last = errors.isEmpty() ? "exit code " + code : errors.get(errors.size() - 1).strip();
      throw new IngestRefusal(
          IngestRefusal.Reason.PREPARATION, "ffmpeg could not prepare the file: " + last);
    }
  }

  /** Takes one picture of a file as JPEG; false if that failed. */
  boolean poster(Path film, Path target, double second) throws IOException, InterruptedException {
    int code =
        run(
            List.of(
                "-y",
                "-loglevel",
                "error",
                "-ss",
                String.valueOf(second),
                "-i",
                film.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=640:-2",
                "-q:v",
                "4",
                target.toString()),
            line -> {});
    return code == 0 && Files.exists(target) && Files.size(target) > 0;
  }

  private static void report(String microseconds, long durationUs, IngestProgress progress) {
    try {
      long done = Long.parseLong(microseconds);
      progress.at(
          IngestProgress.Stage.PREPARE,
          Math.min(1, Math.max(0, done / (double) Math.max(1, durationUs))));
    } catch (NumberFormatException e) {
      // N/A before the first packet
      progress.at(IngestProgress.Stage.PREPARE, 0);
    }
  }

  private interface Lines {
    void line(String line);
  }

  private int run(List<String> arguments, Lines lines) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-hide_banner", "-nostdin"));
    // a playlist in disguise must not make it fetch anything
    command.addAll(List.of("-protocol_whitelist", "file,pipe"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.line(line);
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
