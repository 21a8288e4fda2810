/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code channels.json}: read as a whole, written as a whole, never half. */
final class ChannelsFile {
  private static final JsonProvider JSON = JsonProvider.provider();
  private final Path path;

  ChannelsFile(Path path) {
    this.path = path;
  }

  Path folder() {
    return path.toAbsolutePath().getParent();
  }

  /**
   * The entries as they stand; none if there is no file.
   *
   * @throws IOException if it cannot be read or is no JSON of that shape
   */
  List<JsonObject> read() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (BufferedReader text = Files.newBufferedReader(path);
        JsonReader reader = JSON.createReader(text)) {
      JsonValue channels = reader.readObject().get("channels");
      if (channels == null || channels.getValueType() != JsonValue.ValueType.ARRAY) {
        throw new IOException(path + " has no list of channels");
      }
      if (!channels.asJsonArray().stream().allMatch(JsonObject.class::isInstance)) {
        throw new IOException(path + " has a channel that is no object");
      }
      return channels.asJsonArray().getValuesAs(JsonObject.class);
    } catch (JsonException | IllegalStateException e) {
      throw new IOException(path + " is no JSON: " + e.getMessage(), e);
    }
  }

  void write(Collection<ChannelConfig> channels) throws IOException {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    channels.forEach(channel -> list.add(channel.toJson()));
    JsonObject json = JSON.createObjectBuilder().add("channels", list).build();
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.createDirectories(folder());
    try (BufferedWriter text = Files.newBufferedWriter(fresh);
        JsonWriter writer =
            JSON.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
      writer.writeObject(json);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
