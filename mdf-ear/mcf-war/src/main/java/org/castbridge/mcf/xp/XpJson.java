/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castbridge.mcf.xp.XpException.Kind;

/** Reads and writes the JSON objects of Xp. */
public final class XpJson {
  // Looking the provider up for each object takes longer than reading it.
  private static final JsonProvider JSON = JsonProvider.provider();

  private XpJson() {}

  static String offer(XpOffer offer) {
    XpOffer.Details details = offer.connection();
    JsonObjectBuilder connection =
        JSON.createObjectBuilder()
            .add("setup", details.setup())
            .add("protocol", details.protocol())
            .add("bundle", array(details.bundle()))
            .add("rtcpMux", details.rtcpMux());
    if (details.accessNetwork() != null) {
      connection.add("accessNetwork", details.accessNetwork());
    }
    return JSON.createObjectBuilder()
        .add("resource", offer.resource())
        .add("offer", offer.offer())
        .add(
            "fingerprint",
            JSON.createObjectBuilder()
                .add("algorithm", offer.fingerprint().algorithm())
                .add("value", offer.fingerprint().value()))
        .add(
            "ice",
            JSON.createObjectBuilder()
                .add("ufrag", offer.ice().ufrag())
                .add("pwd", offer.ice().pwd())
                .add("candidates", candidates(offer.ice().candidates()))
                .add("options", array(offer.ice().options())))
        .add("connection", connection)
        .add("correlation", offer.correlation())
        .add("events", offer.events())
        .build()
        .toString();
  }

  static String play(Double position, double scale) {
    JsonObjectBuilder play = JSON.createObjectBuilder();
    if (position == null) {
      play.addNull("position");
    } else {
      play.add("position", position);
    }
    return play.add("scale", scale).build().toString();
  }

  static String switchTo(String resource, Double position) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("resource", resource);
    if (position == null) {
      json.addNull("position");
    } else {
      json.add("position", position);
    }
    return json.build().toString();
  }

  /** A channel: its codecs may change, so that nothing is said of them. */
  static XpAsset channel(String text) throws XpException {
    return new XpAsset(text(object(text), "id"), 0, "", "");
  }

  static XpStatus status(String text) throws XpException {
    JsonObject json = object(text);
    return new XpStatus(
        json.getString("id", ""),
        json.getString("place", ""),
        number(json, "load"),
        json.getBoolean("accepting", false));
  }

  static XpAsset asset(String text) throws XpException {
    JsonObject json = object(text);
    return new XpAsset(
        text(json, "id"),
        (long) number(json, "durationMs"),
        codec(json, "video"),
        codec(json, "audio"));
  }

  private static String codec(JsonObject json, String kind) {
    return json.get(kind) instanceof JsonObject track ? track.getString("codec", "") : "";
  }

  static XpSession session(String text) throws XpException {
    JsonObject json = object(text);
    return new XpSession(text(json, "id"), text(json, "answer"), (long) number(json, "durationMs"));
  }

  static XpState state(String text) throws XpException {
    JsonObject json = object(text);
    List<Double> scales = new ArrayList<>();
    if (json.get("scales") instanceof jakarta.json.JsonArray array) {
      for (JsonValue value : array) {
        if (value instanceof JsonNumber number) {
          scales.add(number.doubleValue());
        }
      }
    }
    return new XpState(
        text(json, "state"),
        number(json, "position"),
        number(json, "scale"),
        number(json, "duration"),
        scales.isEmpty() ? List.of(1.0) : scales,
        window(json));
  }

  private static XpState.Window window(JsonObject json) throws XpException {
    boolean complete = json.containsKey("start") && json.containsKey("end");
    return complete
        ? new XpState.Window(
            number(json, "start"), number(json, "end"), json.getBoolean("live", false))
        : null;
  }

  /**
   * Reads the report of an event.
   *
   * @throws XpException of kind BAD_REPLY if it is malformed or of a kind not known
   */
  public static XpEvent event(String text) throws XpException {
    JsonObject json = object(text);
    String name = text(json, "event").toUpperCase(Locale.ROOT).replace('-', '_');
    for (XpEvent.Kind kind : XpEvent.Kind.values()) {
      if (kind.name().equals(name)) {
        double position = json.get("position") instanceof JsonNumber n ? n.doubleValue() : 0;
        return new XpEvent(text(json, "session"), kind, position, optional(json, "reason"));
      }
    }
    throw bad("an event of unknown kind");
  }

  /** The refusal in an error answer: the code in its body, or else what its status says. */
  static XpException error(int status, String text) {
    String code = "";
    String message = "the Media Delivery Function answered " + status;
    String line = null;
    try {
      JsonObject json = object(text);
      code = optional(json, "error");
      message = optional(json, "message").isEmpty() ? message : optional(json, "message");
      line = optional(json, "line").isEmpty() ? null : optional(json, "line");
    } catch (XpException e) {
      line = null; // an error without a body of ours: its status alone must do
    }
    return new XpException(kind(status, code), message, line);
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "unknown-resource" -> Kind.UNKNOWN_RESOURCE;
      case "bad-offer" -> Kind.BAD_OFFER;
      case "no-common-codec" -> Kind.NO_COMMON_CODEC;
      case "busy" -> Kind.BUSY;
      default ->
          switch (status) {
            case 404, 410 -> Kind.UNKNOWN_SESSION;
            case 409 -> Kind.WRONG_STATE;
            case 416 -> Kind.BAD_RANGE;
            case 422 -> Kind.UNSUPPORTED_SCALE;
            case 503 -> Kind.BUSY;
            default -> Kind.BAD_REPLY;
          };
    };
  }

  private static JsonObject object(String text) throws XpException {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // JsonException for most, but the server's implementation throws bare ones for some, as for
      // deep nesting.
      throw bad("not a JSON object");
    } catch (StackOverflowError e) {
      throw bad("nested too deep");
    }
  }

  private static String text(JsonObject json, String name) throws XpException {
    if (json.get(name) instanceof JsonString value && !value.getString().isEmpty()) {
      return value.getString();
    }
    throw bad("the member " + name + " is missing");
  }

  private static String optional(JsonObject json, String name) {
    return json.get(name) instanceof JsonString value ? value.getString() : "";
  }

  private static double number(JsonObject json, String name) throws XpException {
    if (json.get(name) instanceof JsonNumber value) {
      double number = value.doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw bad("the number " + name + " is missing");
  }

  private static XpException bad(String what) {
    return new XpException(Kind.BAD_REPLY, what);
  }

  private static JsonArrayBuilder array(List<String> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(array::add);
    return array;
  }

  private static JsonArrayBuilder candidates(List<String> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(value -> array.add("candidate:" + value));
    return array;
  }
}
