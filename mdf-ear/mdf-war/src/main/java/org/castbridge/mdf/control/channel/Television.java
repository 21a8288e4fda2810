/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.castbridge.content.ContentStore;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.mdf.rar.ChannelSpec;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;

/** The channels of this MDF. A broken one is left out and named; the others run. */
@ApplicationScoped
public class Television {
  @Resource(lookup = MediaConnectionFactory.JNDI_NAME)
  private MediaConnectionFactory media;

  private final Map<String, ChannelConfig> channels = new TreeMap<>();
  private ChannelsFile file;
  private ChannelInputs inputs;
  private Path rings;

  public Television() {}

  /** For tests: everything that is injected otherwise. */
  public static Television of(MediaConnectionFactory media, MdfConfig config) {
    Television television = new Television();
    television.media = media;
    television.configure(config);
    return television;
  }

  @Inject
  void configure(MdfConfig config) {
    file = new ChannelsFile(config.channelsFile());
    inputs = new ChannelInputs(new ContentStore(config.contentDir()), file.folder());
    rings = config.timeShiftDir();
  }

  /** Opens what the file says. */
  public synchronized void start() {
    try {
      for (JsonObject entry : file.read()) {
        try {
          ChannelConfig config = ChannelConfig.parse(entry, null);
          open(config);
          channels.put(config.id(), config);
        } catch (ControlException e) {
          MdfLogger.LOG.brokenChannel(String.valueOf(entry.get("id")), words(e));
        }
      }
    } catch (IOException e) {
      MdfLogger.LOG.channelsUnreadable(e);
    }
  }

  private static String words(ControlException e) {
    return e.getMessage() + (e.line() == null || e.line().isEmpty() ? "" : " " + e.line());
  }

  /** The server stops: what is recorded is written out. */
  @PreDestroy
  synchronized void stop() {
    for (String id : channels.keySet()) {
      try (MediaConnection connection = media.getConnection()) {
        connection.channels().close(id);
      } catch (MediaException e) {
        return; // the media delivery has stopped, and its channels with it
      }
    }
  }

  private void open(ChannelConfig config) throws ControlException {
    ChannelInputSpec input = inputs.read(config.input());
    ChannelRecorder.Factory recorder = null;
    if (config.timeShiftSeconds() > 0) {
      Path folder = rings.resolve(config.id());
      recorder =
          (channel, problems) ->
              new RingRecorder(folder, channel, config.timeShiftSeconds(), problems);
    }
    try (MediaConnection connection = media.getConnection()) {
      connection.channels().open(new ChannelSpec(config.id(), input, recorder));
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }

  /**
   * Opens a channel, in place of one of the same id, and keeps it for the next start.
   *
   * @return true if there was none of this id
   * @throws ControlException of kind BAD_REQUEST or UNAVAILABLE; nothing changed then
   */
  public synchronized boolean put(ChannelConfig config) throws ControlException {
    open(config);
    boolean fresh = channels.put(config.id(), config) == null;
    save();
    return fresh;
  }

  /**
   * @throws ControlException of kind UNKNOWN_RESOURCE or UNAVAILABLE
   */
  public synchronized void remove(String id) throws ControlException {
    config(id);
    try (MediaConnection connection = media.getConnection()) {
      connection.channels().close(id);
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
    channels.remove(id);
    save();
  }

  private void save() throws ControlException {
    try {
      file.write(channels.values());
    } catch (IOException e) {
      MdfLogger.LOG.channelsNotSaved(e);
      throw new ControlException(
          Kind.UNAVAILABLE, "The channel runs, but could not be kept for the next start.", null, e);
    }
  }

  /** In the order of their numbers. */
  public synchronized List<ChannelConfig> all() {
    List<ChannelConfig> list = new ArrayList<>(channels.values());
    list.sort(Comparator.comparingInt(ChannelConfig::number).thenComparing(ChannelConfig::id));
    return list;
  }

  public synchronized boolean has(String id) {
    return channels.containsKey(id);
  }

  /**
   * @throws ControlException of kind UNKNOWN_RESOURCE
   */
  public synchronized ChannelConfig config(String id) throws ControlException {
    ChannelConfig config = channels.get(id);
    if (config == null) {
      throw new ControlException(Kind.UNKNOWN_RESOURCE, "There is no such channel here.");
    }
    return config;
  }

  /**
   * The running channel.
   *
   * @throws ControlException of kind UNKNOWN_RESOURCE or UNAVAILABLE
   */
  public ChannelHandle handle(String id) throws ControlException {
    config(id);
    try (MediaConnection connection = media.getConnection()) {
      ChannelHandle handle = connection.channels().find(id);
      if (handle != null) {
        return handle;
      }
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
    throw new ControlException(Kind.UNAVAILABLE, "The channel does not run.");
  }
}
