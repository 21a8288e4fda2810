/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.castbridge.sgw.control.CatalogueItem;
import org.castbridge.sgw.control.ChannelItem;
import org.castbridge.sgw.control.DigestChallenge;
import org.castbridge.sgw.control.Refusal;
import org.castbridge.sgw.control.ServerMessage;

/** Builds the text frames of messages to the browser. */
public final class W2MessageBuilder {
  private W2MessageBuilder() {}

  /** The frame. */
  public static String build(ServerMessage message) {
    return object(message).build().toString();
  }

  private static JsonObjectBuilder object(ServerMessage message) {
    if (message instanceof ServerMessage.Challenge m) {
      return challenge(m);
    } else if (message instanceof ServerMessage.Registered m) {
      return registered(m);
    } else if (message instanceof ServerMessage.Catalogue m) {
      JsonArrayBuilder items = Json.createArrayBuilder();
      m.items().forEach(item -> items.add(item(item)));
      return start("catalogue", m).add("items", items);
    } else if (message instanceof ServerMessage.Channels m) {
      JsonArrayBuilder items = Json.createArrayBuilder();
      m.items().forEach(item -> items.add(item(item)));
      return start("channels", m).add("items", items);
    } else if (message instanceof ServerMessage.Error m) {
      return error(m);
    } else if (message instanceof ServerMessage.Goodbye m) {
      return start("goodbye", m);
    } else if (message instanceof ServerMessage.Pong m) {
      return start("pong", m);
    }
    return ofSession(message);
  }

  private static JsonObjectBuilder ofSession(ServerMessage message) {
    if (message instanceof ServerMessage.Answer m) {
      return answer(m);
    } else if (message instanceof ServerMessage.State m) {
      return state(m);
    } else if (message instanceof ServerMessage.Ended m) {
      return start("ended", m).add("session", m.session()).add("position", seconds(m.position()));
    } else if (message instanceof ServerMessage.Closed m) {
      return start("closed", m)
          .add("session", m.session())
          .add("reason", m.reason().word())
          .add("message", m.sentence());
    }
    throw new IllegalArgumentException("not a message of W2: " + message.getClass());
  }

  private static JsonObjectBuilder answer(ServerMessage.Answer message) {
    JsonObjectBuilder object =
        start("answer", message)
            .add("session", message.session())
            .add("answer", message.answer())
            .add("duration", seconds(message.duration()));
    if (message.channel() == null) {
      object.add("contentId", message.contentId());
    } else {
      object.add("channel", message.channel());
    }
    if (!message.speeds().isEmpty()) {
      JsonArrayBuilder speeds = Json.createArrayBuilder();
      message.speeds().forEach(speed -> speeds.add(plain(BigDecimal.valueOf(speed))));
      object.add("speeds", speeds);
    }
    return object;
  }

  private static JsonObjectBuilder state(ServerMessage.State message) {
    JsonObjectBuilder object =
        start("state", message)
            .add("session", message.session())
            .add("state", message.state().word())
            .add("position", seconds(message.position()))
            .add("speed", plain(BigDecimal.valueOf(message.speed())))
            .add("duration", seconds(message.duration()));
    ServerMessage.Window window = message.window();
    if (window != null) {
      object
          .add("channel", window.channel())
          .add("live", window.live())
          .add("start", seconds(window.start()))
          .add("end", seconds(window.end()));
    }
    return object;
  }

  private static JsonObjectBuilder start(String type, ServerMessage message) {
    JsonObjectBuilder object = Json.createObjectBuilder().add("type", type);
    return message.re() == null ? object : object.add("re", message.re());
  }

  /** Milliseconds are enough, and nothing below 0 leaves us. */
  private static BigDecimal seconds(double value) {
    double sane = Double.isFinite(value) ? Math.max(0, value) : 0;
    return plain(BigDecimal.valueOf(sane).setScale(3, RoundingMode.HALF_UP));
  }

  /** 30, not 3E+1. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static JsonObjectBuilder challenge(ServerMessage.Challenge message) {
    JsonArrayBuilder challenges = Json.createArrayBuilder();
    for (DigestChallenge challenge : message.challenges()) {
      challenges.add(
          Json.createObjectBuilder()
              .add("algorithm", challenge.algorithm())
              .add("realm", challenge.realm())
              .add("nonce", challenge.nonce())
              .add("qop", text(challenge.qop()))
              .add("opaque", text(challenge.opaque())));
    }
    return start("challenge", message)
        .add("challenges", challenges)
        .add("method", "REGISTER")
        .add("uri", message.uri());
  }

  private static JsonValue text(String value) {
    return value == null ? JsonValue.NULL : Json.createValue(value);
  }

  private static JsonObjectBuilder registered(ServerMessage.Registered message) {
    return start("registered", message)
        .add("impu", message.impu())
        .add("identities", Json.createArrayBuilder(message.identities()))
        .add("expires", message.expires());
  }

  private static JsonObjectBuilder item(CatalogueItem item) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("contentId", item.contentId())
            .add("title", item.title())
            .add("synopsis", item.synopsis())
            .add("duration", seconds(item.duration()))
            .add("poster", text(item.poster()))
            .add("ageLevel", item.ageLevel())
            .add("package", item.servicePackage())
            .add("entitled", item.entitled());
    return item.codec() == null ? object : object.add("codec", item.codec());
  }

  private static JsonObjectBuilder item(ChannelItem item) {
    return Json.createObjectBuilder()
        .add("channel", item.channel())
        .add("title", item.title())
        .add("number", item.number())
        .add("package", item.servicePackage())
        .add("ageLevel", item.ageLevel())
        .add("timeShift", item.timeShift())
        .add("entitled", item.entitled());
  }

  private static JsonObjectBuilder error(ServerMessage.Error message) {
    JsonObjectBuilder object =
        start("error", message)
            .add("code", message.code().code())
            .add("message", message.message());
    if (message.field() != null) {
      object.add("field", message.field());
    }
    Refusal.Upstream upstream = message.upstream();
    if (upstream != null) {
      JsonObjectBuilder said =
          Json.createObjectBuilder()
              .add("protocol", upstream.protocol())
              .add("status", upstream.status());
      if (upstream.warning() != null) {
        said.add("warning", upstream.warning());
      }
      object.add("upstream", said);
    }
    return object;
  }
}
