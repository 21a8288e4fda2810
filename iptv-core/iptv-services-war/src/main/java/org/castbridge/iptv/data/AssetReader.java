/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.NoSuchElementException;

/**
 * Reads {@code asset.json}. Unknown fields are left alone: the MDF keeps more there than the
 * catalogue needs.
 */
public final class AssetReader {
  /** No description of a film is larger; what is, is something else. */
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_TITLE = 200;
  private static final int MAX_SYNOPSIS = 4000;
  private static final int MAX_NAME = 64;
  private static final int MAX_AGE = 99;

  private AssetReader() {}

  /**
   * Reads the description of the asset in the folder of the given name.
   *
   * @throws AssetException if it is not JSON, lacks a field or has a value out of range
   */
  public static AssetDescription read(String folder, byte[] json) throws AssetException {
    if (json.length > MAX_BYTES) {
      throw new AssetException("is larger than " + MAX_BYTES + " bytes");
    }
    JsonObject object = parse(json);
    String id = text(object, "id", MAX_NAME);
    if (!ContentIds.isValid(id)) {
      throw new AssetException("\"id\" is not a content id: " + id);
    }
    if (!id.equals(folder)) {
      throw new AssetException("\"id\" is " + id + " but the folder is " + folder);
    }
    return new AssetDescription(
        id,
        text(object, "title", MAX_TITLE),
        optionalText(object, "synopsis", "", MAX_SYNOPSIS),
        number(object, "durationMs", 1, Long.MAX_VALUE),
        text(object, "package", MAX_NAME),
        object.containsKey("ageLevel") ? (int) number(object, "ageLevel", 0, MAX_AGE) : 0,
        fileName(optionalText(object, "poster", "poster.jpg", MAX_TITLE)),
        codec(object, "video"),
        codec(object, "audio"));
  }

  private static JsonObject parse(byte[] json) throws AssetException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new AssetException("is not a JSON object: " + e.getMessage());
    }
  }

  private static String text(JsonObject object, String field, int max) throws AssetException {
    if (!(object.get(field) instanceof JsonString s) || s.getString().isBlank()) {
      throw new AssetException("\"" + field + "\" must be a text that is not empty");
    }
    if (s.getString().length() > max) {
      throw new AssetException("\"" + field + "\" is longer than " + max + " characters");
    }
    if (s.getString().indexOf('\0') >= 0) {
      // PostgreSQL has no character 0 in a text.
      throw new AssetException("\"" + field + "\" contains the character 0");
    }
    return s.getString();
  }

  private static String optionalText(JsonObject object, String field, String otherwise, int max)
      throws AssetException {
    JsonValue value = object.get(field);
    boolean empty =
        value == null
            || value == JsonValue.NULL
            || value instanceof JsonString s && s.getString().isBlank();
    return empty ? otherwise : text(object, field, max);
  }

  private static long number(JsonObject object, String field, long min, long max)
      throws AssetException {
    if (object.get(field) instanceof JsonNumber n) {
      try {
        long value = n.longValueExact();
        if (value >= min && value <= max) {
          return value;
        }
      } catch (ArithmeticException e) {
        // Falls through: a fraction or a number beyond long is out of range as well.
      }
    }
    throw new AssetException(
        "\"" + field + "\" must be a whole number from " + min + (max == MAX_AGE ? " to 99" : ""));
  }

  /** The poster is served from the asset's own folder; a name with a path could leave it. */
  private static String fileName(String name) throws AssetException {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new AssetException("\"poster\" is not a plain file name: " + name);
    }
    return name;
  }

  private static String codec(JsonObject object, String track) throws AssetException {
    return object.get(track) instanceof JsonObject o
        ? optionalText(o, "codec", null, MAX_NAME / 2)
        : null;
  }
}
