/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** {@code asset.json}, read and written. */
public final class AssetJson {
  /** Name of the file in an asset's folder. */
  public static final String FILE_NAME = "asset.json";

  private AssetJson() {}

  /**
   * @throws ContentException if it is not JSON, or a field is missing or wrong
   */
  public static Asset read(byte[] json) throws ContentException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
      return asset(reader.readObject());
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new ContentException(FILE_NAME, 0, String.valueOf(e.getMessage()));
    }
  }

  public static byte[] write(Asset asset) {
    JsonObjectBuilder root =
        Json.createObjectBuilder()
            .add("id", asset.id())
            .add("title", asset.title())
            .add("synopsis", asset.synopsis())
            .add("durationMs", asset.durationMs())
            .add("package", asset.servicePackage())
            .add("ageLevel", asset.ageLevel())
            .add("public", asset.isPublic())
            .add("file", asset.file())
            .add("poster", asset.poster())
            .add("video", video(asset.video()));
    if (asset.audio() != null) {
      root.add(
          "audio",
          Json.createObjectBuilder()
              .add("codec", asset.audio().codec())
              .add("channels", asset.audio().channels()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(out)) {
      writer.writeObject(root.build());
    }
    return out.toByteArray();
  }

  private static JsonObjectBuilder video(Asset.Video video) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("codec", video.codec());
    if (video.profileLevelId() != null) {
      json.add("profileLevelId", video.profileLevelId());
    }
    return json.add("width", video.width())
        .add("height", video.height())
        .add("frameRate", video.frameRate());
  }

  private static Asset asset(JsonObject json) {
    return new Asset(
        text(json, "id", null),
        text(json, "title", null),
        text(json, "synopsis", ""),
        number(json, "durationMs").longValueExact(),
        text(json, "package", null),
        json.containsKey("ageLevel") ? number(json, "ageLevel").intValueExact() : 0,
        json.get("public") == JsonValue.TRUE,
        text(json, "file", null),
        text(json, "poster", null),
        video(object(json, "video")),
        json.containsKey("audio") ? audio(object(json, "audio")) : null);
  }

  private static Asset.Video video(JsonObject json) {
    return new Asset.Video(
        text(json, "codec", null),
        text(json, "profileLevelId", null),
        number(json, "width").intValueExact(),
        number(json, "height").intValueExact(),
        number(json, "frameRate").doubleValue());
  }

  private static Asset.Audio audio(JsonObject json) {
    return new Asset.Audio(text(json, "codec", null), number(json, "channels").intValueExact());
  }

  private static String text(JsonObject json, String field, String otherwise) {
    JsonValue value = json.get(field);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new IllegalArgumentException("the field " + field + " is not a string");
  }

  private static JsonNumber number(JsonObject json, String field) {
    if (json.get(field) instanceof JsonNumber number) {
      return number;
    }
    throw new IllegalArgumentException("the field " + field + " is missing or not a number");
  }

  private static JsonObject object(JsonObject json, String field) {
    if (json.get(field) instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("the field " + field + " is missing or not an object");
  }
}
