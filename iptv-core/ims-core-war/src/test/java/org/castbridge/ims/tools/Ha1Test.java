/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Ha1Test {
  @Test
  void printsTheElementForTheSubscribersFile() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ha1.print(
        "alice@ims.test",
        "ims.test",
        "wonderland",
        new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "<Digest>",
            "<HA1 algorithm=\"SHA-256\">523678b253b44889a0fabc25456beff43d28ff93837c937bbd6f9782ff23892a</HA1>",
            "<HA1 algorithm=\"MD5\">7ff50b76964759107c9747d7aaa80d3a</HA1>",
            "</Digest>");
  }
}
