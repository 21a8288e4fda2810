/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Reads {@code channels.json}, the operator's list of channels. The MDF reads the same file for
 * where each channel comes from; those fields are left alone here.
 */
public final class ChannelReader {
  /** No list of channels is larger. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** The package of a channel whose entry names none. */
  static final String DEFAULT_PACKAGE = "basic";

  private static final int MAX_TEXT = 200;

  private ChannelReader() {}

  /**
   * Reads the list.
   *
   * @throws AssetException if it is not JSON, or an entry lacks a field, has a value out of range
   *     or an id that another one has
   */
  public static List<Channel> read(byte[] json) throws AssetException {
    if (json.length > MAX_BYTES) {
      throw new AssetException("is larger than " + MAX_BYTES + " bytes");
    }
    if (!(parse(json).get("channels") instanceof JsonArray entries)) {
      throw new AssetException("has no list \"channels\"");
    }
    List<Channel> channels = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonValue entry : entries) {
      if (!(entry instanceof JsonObject object)) {
        throw new AssetException("holds an entry that is no object");
      }
      Channel channel = channel(object);
      if (!ids.add(channel.id())) {
        throw new AssetException("names " + channel.id() + " twice");
      }
      channels.add(channel);
    }
    return channels;
  }

  private static JsonObject parse(byte[] json) throws AssetException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new AssetException("is not a JSON object: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new AssetException("is nested too deep");
    } catch (RuntimeException e) {
      // The server's implementation reports nesting beyond its limit by a bare one.
      throw new AssetException("is not a JSON object: " + e.getMessage());
    }
  }

  private static Channel channel(JsonObject object) throws AssetException {
    String id = text(object, "id", null);
    if (!ContentIds.isValid(id)) {
      throw new AssetException("\"id\" is not the id of a channel: " + id);
    }
    return new Channel(
        id,
        text(object, "title", id),
        number(object, "number", 9999),
        text(object, "package", DEFAULT_PACKAGE),
        number(object, "ageLevel", 99),
        number(object, "timeShiftSeconds", Integer.MAX_VALUE) > 0);
  }

  private static String text(JsonObject object, String field, String otherwise)
      throws AssetException {
    JsonValue value = object.get(field);
    if ((value == null || value == JsonValue.NULL) && otherwise != null) {
      return otherwise;
    }
    boolean good =
        value instanceof JsonString s
            && !s.getString().isBlank()
            && s.getString().length() <= MAX_TEXT
            && s.getString().indexOf('\0') < 0;
    if (!good) {
      throw new AssetException(
          "\"" + field + "\" must be a text of 1 to " + MAX_TEXT + " characters");
    }
    return ((JsonString) value).getString();
  }

  /** A whole number from 0; 0 if it is absent. */
  private static int number(JsonObject object, String field, int max) throws AssetException {
    JsonValue value = object.get(field);
    if (value == null || value == JsonValue.NULL) {
      return 0;
    }
    if (value instanceof JsonNumber n) {
      try {
        int number = n.intValueExact();
        if (number >= 0 && number <= max) {
          return number;
        }
      } catch (ArithmeticException e) {
        // Falls through: a fraction or a number beyond int is out of range as well.
      }
    }
    throw new AssetException("\"" + field + "\" must be a whole number from 0 to " + max);
  }
}
