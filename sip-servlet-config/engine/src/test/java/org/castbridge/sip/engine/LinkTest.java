/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every class, method and field the transformed engine refers to must exist in what it is deployed
 * with. The transformation moves names only; this is what shows that the moved names fit.
 */
class LinkTest {
  private static final Path ENGINE = Path.of("target", "classes");

  /** Code paths that are never taken here, each with the library that is left out for it. */
  private static final List<String> KNOWN_MISSING =
      List.of(
          // Supplied by the container module: the original reports to its maker over HTTP and is
          // not shipped.
          "org/restcomm/commons/statistics/",
          // Load balancer and cluster: one server, no balancer in front.
          "org/mobicents/tools/sip/balancer/",
          "org/mobicents/commons/congestion/");

  @Test
  void everyReferenceResolves() throws IOException {
    References references = new References(LinkTest.class.getClassLoader());
    try (Stream<Path> files = Files.walk(ENGINE)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> read(references, file));
    }
    assertThat(references.classesRead()).isGreaterThan(250);
    Set<String> broken = new TreeSet<>(references.unresolved());
    broken.removeIf(reference -> KNOWN_MISSING.stream().anyMatch(reference::startsWith));
    assertThat(broken).isEmpty();
  }

  @Test
  void nothingOfTheOldNamespaceIsLeft() throws IOException {
    References references = new References(LinkTest.class.getClassLoader());
    try (Stream<Path> files = Files.walk(ENGINE)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> read(references, file));
    }
    assertThat(references.owners())
        .noneMatch(name -> name.matches("javax/servlet/(?!sip/).*"))
        .noneMatch(name -> name.startsWith("javax/mail/"))
        .noneMatch(name -> name.startsWith("javax/ejb/"))
        .anyMatch(name -> name.startsWith("jakarta/servlet/"))
        .anyMatch(name -> name.startsWith("javax/servlet/sip/"));
  }

  private static void read(References references, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      references.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
