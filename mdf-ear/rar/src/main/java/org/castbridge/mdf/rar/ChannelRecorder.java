/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.io.IOException;
import java.util.function.Consumer;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TimeShift;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Keeps what a channel shows. All calls but {@link #timeShift} come on one thread made for it,
 * which may wait for the disk; what it cannot keep up with is left out and counted, never waited
 * for.
 */
public interface ChannelRecorder extends AutoCloseable {
  /** Makes a recorder for a channel whose tracks are known. */
  interface Factory {
    /**
     * Called on the recorder's thread.
     *
     * @param problems told what keeps the channel from being recorded whole, as a sentence; null
     *     when it is over
     */
    ChannelRecorder open(Channel channel, Consumer<String> problems) throws IOException;
  }

  /** A picture of a rendition, in channel time. */
  void video(int rendition, AccessUnit unit) throws IOException;

  /** A packet of sound, in channel time. */
  void audio(int index, AccessUnit unit) throws IOException;

  /** What comes from now on of this rendition is coded otherwise. */
  void formatChanged(int rendition, FilmInfo.Video format) throws IOException;

  /** The recorded past for viewers; null if they are not to have it. */
  default TimeShift timeShift() {
    return null;
  }

  @Override
  void close() throws IOException;
}
