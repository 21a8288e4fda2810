/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriberFileTest {
  private static final String EMPTY =
      "<Subscribers xmlns=\"urn:org:castbridge:ims:subscribers:1\"/>";

  @TempDir Path folder;

  @Test
  void noticesEveryChangeOnce() throws Exception {
    Path path = folder.resolve("subscribers.xml");
    SubscriberFile file = new SubscriberFile(path, new SubscribersParser(n -> Optional.empty()));
    assertThatThrownBy(file::read)
        .isInstanceOf(SubscribersException.class)
        .hasMessage("there is no such file");
    assertThat(file.changed()).isFalse();

    Files.writeString(path, EMPTY);
    assertThat(file.changed()).isTrue();
    assertThat(file.read().size()).isZero();
    assertThat(file.changed()).isFalse();

    Files.writeString(path, EMPTY + "x");
    assertThat(file.changed()).isTrue();
    assertThatThrownBy(file::read)
        .isInstanceOf(SubscribersException.class)
        .hasMessageContaining("line 1");
    assertThat(file.changed()).as("one fault is reported once").isFalse();

    Files.delete(path);
    assertThat(file.changed()).isTrue();
    assertThatThrownBy(file::read).isInstanceOf(SubscribersException.class);
    assertThat(file.changed()).isFalse();
  }
}
