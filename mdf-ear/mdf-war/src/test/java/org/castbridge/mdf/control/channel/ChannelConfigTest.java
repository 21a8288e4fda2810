/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.castbridge.mdf.control.ControlException;
import org.junit.jupiter.api.Test;

class ChannelConfigTest {
  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void whatTheCoreReadsFromTheSameFileStays() throws ControlException {
    JsonObject stored =
        json(
            "{\"id\":\"gold\",\"title\":\"Gold\",\"number\":7,\"input\":{\"type\":\"whip\"},"
                + "\"timeShiftSeconds\":60,\"public\":false,\"package\":\"premium\",\"ageLevel\":16}");
    assertThat(ChannelConfig.parse(stored, null).toJson()).isEqualTo(stored);
  }

  @Test
  void absentFieldsHaveDefaults() throws ControlException {
    ChannelConfig config = ChannelConfig.parse(json("{\"input\":{\"type\":\"whip\"}}"), "one");
    assertThat(config.title()).isEqualTo("one");
    assertThat(config.number()).isEqualTo(1);
    assertThat(config.timeShiftSeconds()).isZero();
    assertThat(config.isPublic()).isFalse();
  }

  @Test
  void aWrongFieldIsNamed() {
    assertThatThrownBy(
            () -> ChannelConfig.parse(json("{\"input\":{},\"number\":\"seven\"}"), "one"))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("number");
  }
}
