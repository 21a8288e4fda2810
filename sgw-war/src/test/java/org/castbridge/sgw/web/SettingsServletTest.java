/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsServletTest {
  @Test
  void saysWhatAClientMustKnow() {
    assertThat(SettingsServlet.settings("ims.test", "", List.of("stun:127.0.0.1:3478")).toString())
        .isEqualTo(
            "{\"domain\":\"ims.test\",\"w2\":\"/w2\","
                + "\"iceServers\":[{\"urls\":\"stun:127.0.0.1:3478\"}]}");
    assertThat(SettingsServlet.settings("ims.test", "/tv", List.of()).toString())
        .isEqualTo("{\"domain\":\"ims.test\",\"w2\":\"/tv/w2\",\"iceServers\":[]}");
  }
}
