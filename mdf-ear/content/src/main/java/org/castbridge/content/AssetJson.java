/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.castbridge.media.film.FilmInfo;

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

  /** The first rendition and sound are written twice: also where older readers look for them. */
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
      root.add("audio", audio(asset.audio()));
    }
    JsonArrayBuilder renditions = Json.createArrayBuilder();
    for (Asset.Rendition rendition : asset.renditions()) {
      renditions.add(
          Json.createObjectBuilder()
              .add("file", rendition.file())
              .add("video", video(rendition.video())));
    }
    JsonArrayBuilder audios = Json.createArrayBuilder();
    asset.audios().forEach(audio -> audios.add(audio(audio)));
    root.add("renditions", renditions).add("audios", audios);
    if (asset.recording() != null) {
      root.add("recording", recording(asset.recording()));
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
    } else if (!video.profile().isEmpty()) {
      json.add("profile", video.profile());
    }
    json.add("width", video.width())
        .add("height", video.height())
        .add("frameRate", video.frameRate());
    if (video.bitrate() > 0) {
      json.add("bitrate", video.bitrate());
    }
    return video.maxNal() > 0 ? json.add("maxNal", video.maxNal()) : json;
  }

  private static JsonObjectBuilder audio(Asset.Audio audio) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (audio.file() != null) {
      json.add("file", audio.file());
    }
    json.add("track", audio.track()).add("codec", audio.codec()).add("channels", audio.channels());
    return audio.language() == null ? json : json.add("language", audio.language());
  }

  private static JsonObjectBuilder recording(Asset.Recording recording) {
    return Json.createObjectBuilder()
        .add("channel", recording.channel())
        .add("startUs", recording.startUs())
        .add("files", Json.createArrayBuilder(recording.files()));
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
        text(json, "poster", null),
        renditions(json),
        audios(json),
        json.containsKey("recording") ? recording(object(json, "recording")) : null);
  }

  /** Before there were renditions, {@code file} and {@code video} were all. */
  private static List<Asset.Rendition> renditions(JsonObject json) {
    if (!json.containsKey("renditions")) {
      return List.of(new Asset.Rendition(text(json, "file", null), video(object(json, "video"))));
    }
    List<Asset.Rendition> renditions = new ArrayList<>();
    for (JsonObject rendition : objects(json, "renditions")) {
      renditions.add(
          new Asset.Rendition(text(rendition, "file", null), video(object(rendition, "video"))));
    }
    return renditions;
  }

  private static List<Asset.Audio> audios(JsonObject json) {
    if (json.containsKey("audios")) {
      return objects(json, "audios").stream().map(AssetJson::audio).toList();
    }
    return json.containsKey("audio") ? List.of(audio(object(json, "audio"))) : List.of();
  }

  private static Asset.Video video(JsonObject json) {
    String profileLevelId = text(json, "profileLevelId", null);
    return new Asset.Video(
        text(json, "codec", null),
        profileLevelId == null
            ? text(json, "profile", "")
            : FilmInfo.Video.h264Profile(profileLevelId),
        number(json, "width").intValueExact(),
        number(json, "height").intValueExact(),
        number(json, "frameRate").doubleValue(),
        whole(json, "bitrate"),
        whole(json, "maxNal"));
  }

  private static Asset.Audio audio(JsonObject json) {
    return new Asset.Audio(
        text(json, "file", null),
        whole(json, "track"),
        text(json, "codec", "opus"),
        number(json, "channels").intValueExact(),
        text(json, "language", null));
  }

  private static Asset.Recording recording(JsonObject json) {
    List<String> files = new ArrayList<>();
    if (json.get("files") instanceof JsonArray array) {
      for (JsonValue file : array) {
        files.add(file instanceof JsonString name ? name.getString() : "");
      }
    }
    return new Asset.Recording(
        text(json, "channel", null), number(json, "startUs").longValueExact(), files);
  }

  /** 0 if it is not there. */
  private static int whole(JsonObject json, String field) {
    return json.containsKey(field) ? number(json, field).intValueExact() : 0;
  }

  private static List<JsonObject> objects(JsonObject json, String field) {
    List<JsonObject> objects = new ArrayList<>();
    if (!(json.get(field) instanceof JsonArray array)) {
      throw new IllegalArgumentException("the field " + field + " is not a list");
    }
    for (JsonValue value : array) {
      if (!(value instanceof JsonObject object)) {
        throw new IllegalArgumentException("the field " + field + " holds no objects");
      }
      objects.add(object);
    }
    return objects;
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
