/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;

/**
 * What is to be recorded, and as what; fields as in {@link Asset}.
 *
 * @param id the asset it becomes
 * @param channel the channel's id
 */
public record RecordingRequest(
    String id,
    String title,
    String synopsis,
    String servicePackage,
    int ageLevel,
    boolean isPublic,
    String channel) {

  static final String FILE_NAME = "recording.json";

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public RecordingRequest {
    require(Asset.isId(id), "id");
    require(title != null && !title.isBlank(), "title");
    require(synopsis != null, "synopsis");
    require(Asset.isId(servicePackage), "package");
    require(ageLevel >= 0 && ageLevel <= 99, "ageLevel");
    require(channel != null && !channel.isBlank(), "channel");
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw new IllegalArgumentException("the field " + field + " is missing or wrong");
    }
  }

  byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter writer = Json.createWriter(out)) {
      writer.writeObject(
          Json.createObjectBuilder()
              .add("id", id)
              .add("title", title)
              .add("synopsis", synopsis)
              .add("package", servicePackage)
              .add("ageLevel", ageLevel)
              .add("public", isPublic)
              .add("channel", channel)
              .build());
    }
    return out.toByteArray();
  }

  static RecordingRequest ofJson(byte[] bytes) throws ContentException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      JsonObject json = reader.readObject();
      return new RecordingRequest(
          json.getString("id", null),
          json.getString("title", null),
          json.getString("synopsis", ""),
          json.getString("package", null),
          json.getInt("ageLevel", 0),
          json.getBoolean("public", false),
          json.getString("channel", null));
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      throw new ContentException(FILE_NAME, 0, String.valueOf(e.getMessage()));
    }
  }
}
