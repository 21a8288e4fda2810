/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.castbridge.content.container.Language;
import org.castbridge.content.ingest.IngestRequest;

/**
 * The arguments of {@link IngestMain}.
 *
 * @param request what to ingest
 * @param store the content folder
 */
record IngestArguments(IngestRequest request, Path store) {
  static final String USAGE =
      """
      usage: ingest [options] FILE
        --store DIR       the content folder (default: $CASTBRIDGE_CONTENT_DIR)
        --id ID           a-z, 0-9 and -, at most 64 (default: from the file's name)
        --title TEXT      (default: from the file's name)
        --synopsis TEXT
        --package NAME    the service package that holds the film: basic (default), premium
        --age YEARS       youngest viewer (default 0)
        --public          anybody may watch it without signing in (WHEP)
        --poster FILE     a JPEG picture (default: one out of the film)
        --rendition FILE  the same film at another size or rate, or in another codec; may be repeated
        --audio [TAG=]FILE  the sound in another language (BCP 47 tag); may be repeated
        --language TAG    language of the first sound in FILE (default: as the file says)
        --prepare CODEC   encode a picture that is not h264, vp9 or av1 to that, with ffmpeg
                          (default: to h264, and only if the file does not fit)
        --replace         replace an asset of the same id
        --no-prepare      only check; do not let ffmpeg prepare a file that does not fit
      """;

  /** Arguments nobody can make sense of; the message says which. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static IngestArguments parse(List<String> arguments, Map<String, String> environment)
      throws UsageException {
    Parser parser = new Parser();
    parser.parse(new ArrayDeque<>(arguments));
    return parser.result(environment);
  }

  private static final class Parser {
    private String store;
    private String id;
    private String title;
    private String synopsis = "";
    private String servicePackage = "basic";
    private int age;
    private boolean isPublic;
    private Path poster;
    private boolean replace;
    private boolean prepare = true;
    private IngestRequest.Profile profile = IngestRequest.Profile.AS_NEEDED;
    private final List<Path> renditions = new ArrayList<>();
    private final List<IngestRequest.Sound> sounds = new ArrayList<>();
    private String language;
    private Path file;

    void parse(Deque<String> words) throws UsageException {
      while (!words.isEmpty()) {
        String word = words.pop();
        switch (word) {
          case "--store" -> store = value(word, words);
          case "--id" -> id = value(word, words);
          case "--title" -> title = value(word, words);
          case "--synopsis" -> synopsis = value(word, words);
          case "--package" -> servicePackage = value(word, words);
          case "--age" -> age = years(value(word, words));
          case "--poster" -> poster = Path.of(value(word, words));
          case "--rendition" -> renditions.add(Path.of(value(word, words)));
          case "--audio" -> sounds.add(sound(value(word, words)));
          case "--language" -> language = tag(value(word, words));
          case "--prepare" -> profile = profile(value(word, words));
          case "--public" -> isPublic = true;
          case "--replace" -> replace = true;
          case "--no-prepare" -> prepare = false;
          default -> positional(word);
        }
      }
    }

    private static String value(String option, Deque<String> words) throws UsageException {
      if (words.isEmpty()) {
        throw new UsageException(option + " needs a value");
      }
      return words.pop();
    }

    private static int years(String text) throws UsageException {
      if (!text.matches("\\d{1,2}")) {
        throw new UsageException("--age needs a number of years, not " + text);
      }
      return Integer.parseInt(text);
    }

    private static IngestRequest.Sound sound(String text) throws UsageException {
      int equals = text.indexOf('=');
      return equals < 0
          ? new IngestRequest.Sound(Path.of(text), null)
          : new IngestRequest.Sound(
              Path.of(text.substring(equals + 1)), tag(text.substring(0, equals)));
    }

    private static String tag(String text) throws UsageException {
      if (!Language.isTag(text)) {
        throw new UsageException("\"" + text + "\" is no language tag such as en or pt-BR");
      }
      return text;
    }

    private static IngestRequest.Profile profile(String text) throws UsageException {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "h264" -> IngestRequest.Profile.H264;
        case "vp9" -> IngestRequest.Profile.VP9;
        case "av1" -> IngestRequest.Profile.AV1;
        default -> throw new UsageException("--prepare needs h264, vp9 or av1, not " + text);
      };
    }

    private void positional(String word) throws UsageException {
      if (word.startsWith("--")) {
        throw new UsageException("there is no option " + word);
      }
      if (file != null) {
        throw new UsageException("one file at a time: " + file + " and " + word);
      }
      file = Path.of(word);
    }

    IngestArguments result(Map<String, String> environment) throws UsageException {
      if (file == null) {
        throw new UsageException("which file?");
      }
      String folder = store != null ? store : environment.get("CASTBRIDGE_CONTENT_DIR");
      if (folder == null) {
        throw new UsageException("--store DIR is needed");
      }
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
      IngestRequest request =
          new IngestRequest(
              file,
              renditions,
              sounds,
              language,
              id != null ? id : idFrom(name),
              title != null ? title : name,
              synopsis,
              servicePackage,
              age,
              isPublic,
              poster,
              prepare,
              profile,
              replace);
      return new IngestArguments(request, Path.of(folder));
    }

    private static String idFrom(String name) {
      String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      id = id.replaceAll("^-+|-+$", "");
      return id.length() > 64 ? id.substring(0, 64) : id;
    }
  }
}
