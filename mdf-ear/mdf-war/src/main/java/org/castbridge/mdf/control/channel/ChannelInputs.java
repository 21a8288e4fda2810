/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.ContentStore;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.media.live.LiveSdp;
import org.castbridge.media.live.LiveSdpException;

/**
 * Reads the {@code input} of a channel: {@code playout} with its films, {@code rtp} with its SDP,
 * {@code mpegts} with its URL, {@code whip} with its token.
 */
final class ChannelInputs {
  private static final int LONGEST_TOKEN = 512;
  private final ContentStore store;
  private final Path folder;

  /**
   * @param folder SDP files are named relative to it and lie within
   */
  ChannelInputs(ContentStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /**
   * @throws ControlException of kind BAD_REQUEST naming the field or the line of the SDP
   */
  ChannelInputSpec read(JsonObject input) throws ControlException {
    String type = ChannelConfig.string(input, "type");
    return switch (type) {
      case "playout" -> playout(input);
      case "rtp" -> rtp(input);
      case "mpegts" -> transportStream(input);
      case "whip" -> whip(input);
      default -> throw ChannelConfig.wrong("type", "playout, rtp, mpegts or whip");
    };
  }

  private ChannelInputSpec playout(JsonObject input) throws ControlException {
    List<ChannelInputSpec.Item> items = new ArrayList<>();
    if (input.get("assets") instanceof JsonArray assets) {
      for (JsonValue asset : assets) {
        if (asset instanceof JsonString id) {
          items.add(item(id.getString()));
        } else {
          throw ChannelConfig.wrong("assets", "a list of films");
        }
      }
    }
    if (items.isEmpty()) {
      throw ChannelConfig.wrong("assets", "a list of films");
    }
    return new ChannelInputSpec.Playout(items);
  }

  private ChannelInputSpec.Item item(String id) {
    return new ChannelInputSpec.Item(
        id,
        () ->
            store.open(
                store.find(id).orElseThrow(() -> new IOException("there is no such film here"))));
  }

  private ChannelInputSpec rtp(JsonObject input) throws ControlException {
    String text = ChannelConfig.optional(input, "sdp");
    if (text == null) {
      text = file(ChannelConfig.string(input, "sdpFile"));
    }
    try {
      return new ChannelInputSpec.Rtp(
          LiveSdp.parse(text), ChannelConfig.optional(input, "interface"));
    } catch (LiveSdpException e) {
      throw new ControlException(Kind.BAD_REQUEST, e.getMessage(), e.line(), e);
    }
  }

  private String file(String name) throws ControlException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw ChannelConfig.wrong("sdpFile", "a file beside channels.json");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ControlException(
          Kind.BAD_REQUEST, "The SDP file " + name + " cannot be read.", null, e);
    }
  }

  /** {@code udp://[@]address:port?source=&interface=&program=}, as ffmpeg and VLC write it. */
  private static ChannelInputSpec transportStream(JsonObject input) throws ControlException {
    String url = ChannelConfig.string(input, "url");
    try {
      URI uri = new URI(url.replaceFirst("^udp://@", "udp://"));
      if (!"udp".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
        throw ChannelConfig.wrong("url", "udp://address:port");
      }
      List<String> sources = new ArrayList<>();
      String on = null;
      int program = 0;
      for (String pair : uri.getQuery() == null ? new String[0] : uri.getQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        switch (parts[0]) {
          case "source", "sources" -> sources.addAll(List.of(value.split(",")));
          case "interface" -> on = value;
          case "program" -> program = Integer.parseInt(value);
          default -> throw ChannelConfig.wrong("url", "without " + parts[0]);
        }
      }
      String host = uri.getHost().replaceAll("^\\[|\\]$", "");
      return new ChannelInputSpec.MpegTs(host, uri.getPort(), sources, program, on);
    } catch (URISyntaxException | NumberFormatException e) {
      throw new ControlException(
          Kind.BAD_REQUEST, "The url of the channel cannot be read: " + e.getMessage(), null, e);
    }
  }

  private static ChannelInputSpec whip(JsonObject input) throws ControlException {
    String token = ChannelConfig.string(input, "token");
    boolean usable =
        !token.isEmpty()
            && token.length() <= LONGEST_TOKEN
            && token.chars().allMatch(c -> c > ' ' && c < 127);
    if (!usable) {
      throw ChannelConfig.wrong("token", "a text without blanks");
    }
    return new ChannelInputSpec.Whip();
  }
}
