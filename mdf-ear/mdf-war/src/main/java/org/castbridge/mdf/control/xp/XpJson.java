/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Locale;
import org.castbridge.content.Asset;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Scales;

/** JSON of Xp, read and written. Times are seconds with milliseconds, unless the name says ms. */
final class XpJson {
  /** Looked up once: that costs more than an object does. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private XpJson() {}

  static JsonObject object(String body) throws ControlException {
    try (JsonReader reader = JSON.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new ControlException(Kind.BAD_REQUEST, "The body is no JSON object.", null, e);
    }
  }

  static JsonObject object(JsonObject json, String field) throws ControlException {
    if (json.get(field) instanceof JsonObject object) {
      return object;
    }
    throw missing(field);
  }

  static String string(JsonObject json, String field) throws ControlException {
    if (json.get(field) instanceof JsonString string) {
      return string.getString();
    }
    throw missing(field);
  }

  /** A number; null if it is absent or null. */
  static Double number(JsonObject json, String field) throws ControlException {
    JsonValue value = json.get(field);
    if (value == null || value == JsonValue.NULL) {
      return null;
    }
    if (value instanceof JsonNumber number) {
      return number.doubleValue();
    }
    throw missing(field);
  }

  private static ControlException missing(String field) {
    return new ControlException(
        Kind.BAD_REQUEST, "The field " + field + " is missing or of the wrong type.");
  }

  static String status(String id, String place, MediaLoad load) {
    return JSON.createObjectBuilder()
        .add("id", id)
        .add("place", place)
        .add("load", Math.round(load.load() * 1000) / 1000.0)
        .add("sessions", load.sessions())
        .add("accepting", load.accepting())
        .build()
        .toString();
  }

  static String asset(Asset asset) {
    JsonObjectBuilder video = JSON.createObjectBuilder().add("codec", asset.video().codec());
    if (asset.video().profileLevelId() != null) {
      video.add("profileLevelId", asset.video().profileLevelId());
    }
    video.add("width", asset.video().width()).add("height", asset.video().height());
    video.add("frameRate", asset.video().frameRate());
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", asset.id())
            .add("durationMs", asset.durationMs())
            .add("video", video);
    if (asset.audio() != null) {
      json.add(
          "audio",
          JSON.createObjectBuilder()
              .add("codec", asset.audio().codec())
              .add("channels", asset.audio().channels()));
    }
    return json.build().toString();
  }

  static String created(PlaySession session) {
    return JSON.createObjectBuilder()
        .add("id", session.id())
        .add("answer", session.answer())
        .add("durationMs", session.resource().durationMs())
        .build()
        .toString();
  }

  static String restarted(String id, String answer) {
    return JSON.createObjectBuilder().add("id", id).add("answer", answer).build().toString();
  }

  static String state(String id, PlayoutState state) {
    return JSON.createObjectBuilder()
        .add("id", id)
        .add("state", state.phase().name().toLowerCase(Locale.ROOT))
        .add("position", seconds(state.positionUs()))
        .add("scale", state.scale())
        .add("duration", seconds(state.durationUs()))
        .add("scales", scales())
        .add("live", state.live())
        .add("start", seconds(state.startUs()))
        .add("end", seconds(state.endUs()))
        .add("connected", state.connected())
        .build()
        .toString();
  }

  private static JsonArrayBuilder scales() {
    JsonArrayBuilder scales = JSON.createArrayBuilder();
    Scales.ALL.forEach(scales::add);
    return scales;
  }

  static String event(SessionEvent event) {
    return JSON.createObjectBuilder()
        .add("session", event.sessionId())
        .add("event", eventName(event.kind()))
        .add("position", seconds(event.positionUs()))
        .add("reason", String.valueOf(event.reason()))
        .build()
        .toString();
  }

  static String eventName(SessionEvent.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double seconds(long us) {
    return Math.round(us / 1000.0) / 1000.0;
  }
}
