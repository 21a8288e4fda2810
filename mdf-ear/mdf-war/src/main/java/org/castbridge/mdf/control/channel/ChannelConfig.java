/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Set;
import java.util.regex.Pattern;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;

/**
 * A channel as it stands in {@code channels.json}.
 *
 * @param number on the remote control, from 1
 * @param input as it stands there; see {@link ChannelInputs}
 * @param timeShiftSeconds how far back viewers may go, 0 for not at all
 * @param isPublic whether everybody may watch it by WHEP
 * @param others fields that are none of ours, kept as they are: the package and the age level,
 *     which the operator's core reads from the same file
 */
public record ChannelConfig(
    String id,
    String title,
    int number,
    JsonObject input,
    int timeShiftSeconds,
    boolean isPublic,
    JsonObject others) {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final int MAX_TIME_SHIFT = 7 * 24 * 3600;
  private static final int MAX_NUMBER = 9999;
  private static final Set<String> OURS =
      Set.of("id", "title", "number", "input", "timeShiftSeconds", "public");

  /**
   * @param id the id it must have; null for whatever it has
   * @throws ControlException of kind BAD_REQUEST naming the field
   */
  public static ChannelConfig parse(JsonObject json, String id) throws ControlException {
    String its = json.containsKey("id") || id == null ? string(json, "id") : id;
    if (!ID.matcher(its).matches() || id != null && !its.equals(id)) {
      throw wrong("id", "letters a to z, digits and hyphens" + (id == null ? "" : ": " + id));
    }
    String title = json.containsKey("title") ? string(json, "title") : its;
    if (title.isBlank() || title.length() > 200) {
      throw wrong("title", "a text");
    }
    if (!(json.get("input") instanceof JsonObject input)) {
      throw wrong("input", "an object with a type");
    }
    return new ChannelConfig(
        its,
        title,
        integer(json, "number", 1, 1, MAX_NUMBER),
        input,
        integer(json, "timeShiftSeconds", 0, 0, MAX_TIME_SHIFT),
        flag(json, "public"),
        others(json));
  }

  private static JsonObject others(JsonObject json) {
    JsonObjectBuilder others = JSON.createObjectBuilder(json);
    OURS.forEach(others::remove);
    return others.build();
  }

  /** As it stands in the file, the publisher's token included. */
  public JsonObject toJson() {
    return JSON.createObjectBuilder()
        .add("id", id)
        .add("title", title)
        .add("number", number)
        .add("input", input)
        .add("timeShiftSeconds", timeShiftSeconds)
        .add("public", isPublic)
        .addAll(JSON.createObjectBuilder(others))
        .build();
  }

  /** The token an encoder has to show to publish here; null if the channel is not published to. */
  public String publisherToken() {
    return input.get("type") instanceof JsonString type
            && type.getString().equals("whip")
            && input.get("token") instanceof JsonString token
        ? token.getString()
        : null;
  }

  static String string(JsonObject json, String field) throws ControlException {
    if (json.get(field) instanceof JsonString text) {
      return text.getString();
    }
    throw wrong(field, "a text");
  }

  /** The text of a field that may be absent; null then. */
  static String optional(JsonObject json, String field) throws ControlException {
    JsonValue value = json.get(field);
    return value == null || value == JsonValue.NULL ? null : string(json, field);
  }

  static int integer(JsonObject json, String field, int absent, int least, int most)
      throws ControlException {
    JsonValue value = json.get(field);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.intValue();
    }
    throw wrong(field, "a number from " + least + " to " + most);
  }

  private static boolean flag(JsonObject json, String field) throws ControlException {
    JsonValue value = json.get(field);
    if (value == null || value == JsonValue.FALSE) {
      return false;
    }
    if (value == JsonValue.TRUE) {
      return true;
    }
    throw wrong(field, "true or false");
  }

  static ControlException wrong(String field, String expected) {
    return new ControlException(
        Kind.BAD_REQUEST, "The field " + field + " of the channel should be " + expected + ".");
  }
}
