/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file that does not come into the store as it is; the store is unchanged. Carries every reason
 * found, and the command that would make a file that is taken, if there is one.
 */
public final class IngestRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<String> command;

  /** Kinds of reasons. */
  public enum Reason {
    /** Cut off, or contradicting itself. */
    DAMAGED,
    /** Neither MP4 nor WebM, and nothing ffmpeg could read either. */
    NOT_MEDIA,
    /** Some other container. */
    CONTAINER,
    /** No picture track. */
    NO_PICTURE,
    /** A picture format browsers do not take. */
    PICTURE_CODEC,
    /** Ten bits, 4:2:2 and the like. */
    PICTURE_PROFILE,
    /** Pictures stored in another order than shown: B-frames. */
    REORDERED,
    /** No key frames, too few, or marks where there are none. */
    KEY_FRAMES,
    /** A sound format browsers do not take: AAC and the like. */
    SOUND_CODEC,
    /** More than two channels. */
    SOUND_CHANNELS,
    /** Renditions with key frames at different times. */
    ALIGNMENT,
    /** An edit list that hides or repeats parts. */
    EDITS,
    /** The id is wrong or taken, the store not writable. */
    STORE,
    /** The preparation was needed and failed, or ffmpeg is not installed. */
    PREPARATION
  }

  /** What would cure a problem. */
  public enum Remedy {
    NONE,
    REMUX,
    ENCODE_PICTURE,
    ENCODE_SOUND,
    ENCODE_BOTH
  }

  /**
   * @param message a sentence without a full stop
   */
  public record Problem(Reason reason, String message, Remedy remedy) {}

  /**
   * @param command the command that would prepare the file, empty if none would
   */
  public IngestRefusal(List<Problem> problems, List<String> command) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
    this.command = List.copyOf(command);
  }

  public IngestRefusal(Reason reason, String message) {
    this(List.of(new Problem(reason, message, Remedy.NONE)), List.of());
  }

  public List<Problem> problems() {
    return problems;
  }

  /** The first problem's reason. */
  public Reason reason() {
    return problems.get(0).reason();
  }

  /** True if {@link #command()} says how. */
  public boolean isPreparable() {
    return !command.isEmpty();
  }

  /** Program and arguments. */
  public List<String> command() {
    return command;
  }

  /** The command as a line for a POSIX shell. */
  public Optional<String> commandLine() {
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(command.stream().map(IngestRefusal::quoted).collect(Collectors.joining(" ")));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
