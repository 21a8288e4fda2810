/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.castbridge.content.Asset;
import org.castbridge.content.ingest.Ingest;
import org.castbridge.content.ingest.IngestRefusal;

/**
 * {@code castbridge ingest}. Exit codes: 0 the film is in the store; 2 it is refused, the store is
 * unchanged; 64 the arguments are wrong; 74 the disk failed.
 */
public final class IngestMain {
  private static final int REFUSED = 2;
  private static final int USAGE = 64;
  private static final int IO_ERROR = 74;

  private IngestMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.setProperty("java.awt.headless", "true");
    System.exit(
        run(List.of(args), System.getenv(), System.out, System.err, System.console() != null));
  }

  static int run(
      List<String> args,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      boolean terminal)
      throws InterruptedException {
    IngestArguments arguments;
    try {
      arguments = IngestArguments.parse(args, environment);
    } catch (IngestArguments.UsageException e) {
      err.println("ingest: " + e.getMessage());
      err.print(IngestArguments.USAGE);
      return USAGE;
    }
    ProgressBar bar = new ProgressBar(out, terminal);
    try {
      Asset asset = new Ingest(arguments.store()).run(arguments.request(), bar);
      bar.finish();
      out.println(summary(asset, arguments));
      return 0;
    } catch (IngestRefusal e) {
      bar.finish();
      refuse(e, arguments, err);
      return REFUSED;
    } catch (IOException e) {
      bar.finish();
      err.println("ingest: the disk failed, the store is unchanged: " + e);
      return IO_ERROR;
    }
  }

  private static String summary(Asset asset, IngestArguments arguments) {
    return String.format(
        Locale.ROOT,
        "%s is in the store: \"%s\", %.1f s, %s%s, %s",
        asset.id(),
        asset.title(),
        asset.durationMs() / 1000.0,
        asset.renditions().stream()
            .map(Asset.Rendition::video)
            .map(video -> video.codec() + " " + video.width() + "x" + video.height())
            .collect(Collectors.joining(" and ")),
        asset.audio() == null ? ", no sound" : " with " + sound(asset),
        arguments.store().resolve(asset.id()));
  }

  private static String sound(Asset asset) {
    String languages =
        asset.audios().stream()
            .map(Asset.Audio::language)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return asset.audio().codec() + (languages.isEmpty() ? "" : " (" + languages + ")");
  }

  private static void refuse(IngestRefusal refusal, IngestArguments arguments, PrintStream err) {
    err.println("ingest: " + arguments.request().file() + " is refused; the store is unchanged.");
    for (IngestRefusal.Problem problem : refusal.problems()) {
      err.println("  - " + problem.message() + ".");
    }
    refusal
        .commandLine()
        .ifPresent(line -> err.println("This would make a file that is taken:\n  " + line));
  }
}
