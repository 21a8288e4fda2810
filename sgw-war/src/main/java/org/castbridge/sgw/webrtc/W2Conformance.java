/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import org.castbridge.sgw.control.ClientMessage;
import org.castbridge.sgw.control.DigestResponse;
import org.castbridge.sgw.control.W2ErrorCode;

/**
 * Validates what the browser sends against the rules of {@code w2-schema-v1.json}. Written by hand
 * to name the wrong field; a test holds it against the schema.
 */
public final class W2Conformance {
  /** Fields of each type besides type and id. */
  private static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          Map.entry("hello", Set.of("impi")),
          Map.entry(
              "authenticate",
              Set.of("algorithm", "realm", "nonce", "uri", "nc", "cnonce", "response", "qop")),
          Map.entry("catalogue", Set.of()),
          Map.entry("open", Set.of("contentId", "offer")),
          Map.entry("channels", Set.of()),
          Map.entry("watch", Set.of("channel", "offer")),
          Map.entry("zap", Set.of("session", "channel")),
          Map.entry("live", Set.of("session")),
          Map.entry("play", Set.of("session", "position", "speed")),
          Map.entry("pause", Set.of("session")),
          Map.entry("seek", Set.of("session", "position")),
          Map.entry("position", Set.of("session")),
          Map.entry("close", Set.of("session")),
          Map.entry("bye", Set.of()),
          Map.entry("ping", Set.of()));

  /** A message that names a user other than by hello claims an identity. */
  private static final Set<String> IDENTITY =
      Set.of("impi", "impu", "identity", "identities", "user", "username", "from");

  private W2Conformance() {}

  /**
   * Reads a text frame.
   *
   * @throws W2ConformanceException saying what is wrong and where
   */
  public static ClientMessage parse(String frame) throws W2ConformanceException {
    JsonObject object = object(frame);
    W2Fields fields = new W2Fields(object);
    Long id = fields.idOrNull();
    String type = object.get("type") instanceof JsonString text ? text.getString() : "";
    Set<String> known = FIELDS.get(type);
    if (known == null) {
      throw new W2ConformanceException(id, W2ErrorCode.UNKNOWN_TYPE, "type");
    }
    if (id == null) {
      throw new W2ConformanceException(null, W2ErrorCode.BAD_MESSAGE, "id");
    }
    for (String name : object.keySet()) {
      if (!known.contains(name) && !name.equals("type") && !name.equals("id")) {
        W2ErrorCode code =
            IDENTITY.contains(name) ? W2ErrorCode.FORBIDDEN_IDENTITY : W2ErrorCode.BAD_MESSAGE;
        throw new W2ConformanceException(id, code, shown(name));
      }
    }
    return message(type, id, fields);
  }

  private static String shown(String name) {
    return name.length() > 64 ? name.substring(0, 64) : name;
  }

  private static JsonObject object(String frame) throws W2ConformanceException {
    try (JsonParser parser = Json.createParser(new StringReader(frame))) {
      if (parser.hasNext() && parser.next() == JsonParser.Event.START_OBJECT) {
        JsonObject object = parser.getObject();
        parser.hasNext(); // throws when something follows the object
        return object;
      }
    } catch (JsonException | IllegalStateException e) {
      throw new W2ConformanceException(null, W2ErrorCode.NOT_JSON, null);
    } catch (RuntimeException e) {
      // the parser reports nesting beyond its limit by a bare RuntimeException
      throw new W2ConformanceException(null, W2ErrorCode.NOT_JSON, null);
    }
    throw new W2ConformanceException(null, W2ErrorCode.NOT_JSON, null);
  }

  private static ClientMessage message(String type, long id, W2Fields f)
      throws W2ConformanceException {
    return switch (type) {
      case "hello" -> new ClientMessage.Hello(id, f.text("impi", W2Fields.IMPI, 255));
      case "authenticate" -> new ClientMessage.Authenticate(id, digest(f));
      case "catalogue" -> new ClientMessage.Catalogue(id);
      case "open" ->
          new ClientMessage.Open(
              id, f.text("contentId", W2Fields.CONTENT, 128), f.text("offer", null, 65536));
      case "channels" -> new ClientMessage.Channels(id);
      case "watch" -> new ClientMessage.Watch(id, channel(f), f.text("offer", null, 65536));
      case "zap" -> new ClientMessage.Zap(id, session(f), channel(f));
      case "live" -> new ClientMessage.Live(id, session(f));
      case "play" ->
          new ClientMessage.Play(id, session(f), position(f), f.number("speed", -1000, 1000));
      case "pause" -> new ClientMessage.Pause(id, session(f));
      case "seek" -> new ClientMessage.Seek(id, session(f), f.require("position", position(f)));
      case "position" -> new ClientMessage.Position(id, session(f));
      case "close" -> new ClientMessage.Close(id, session(f));
      case "bye" -> new ClientMessage.Bye(id);
      default -> new ClientMessage.Ping(id);
    };
  }

  private static String session(W2Fields fields) throws W2ConformanceException {
    return fields.text("session", W2Fields.TOKEN, 64);
  }

  private static String channel(W2Fields fields) throws W2ConformanceException {
    return fields.text("channel", W2Fields.CHANNEL, 64);
  }

  private static Double position(W2Fields fields) throws W2ConformanceException {
    return fields.number("position", 0, 100_000_000_000d);
  }

  private static DigestResponse digest(W2Fields f) throws W2ConformanceException {
    String qop = f.isAbsentOrNull("qop") ? null : f.text("qop", W2Fields.AUTH, 4);
    boolean protectedQuality = qop != null;
    return new DigestResponse(
        f.text("algorithm", W2Fields.ALGORITHM, 8),
        f.text("realm", W2Fields.QUOTED, 512),
        f.text("nonce", W2Fields.QUOTED, 512),
        f.text("uri", W2Fields.QUOTED, 512),
        protectedQuality || !f.isAbsent("nc") ? f.text("nc", W2Fields.COUNT, 8) : null,
        protectedQuality || !f.isAbsent("cnonce") ? f.text("cnonce", W2Fields.QUOTED, 512) : null,
        f.text("response", W2Fields.RESPONSE, 64),
        qop,
        null);
  }
}
