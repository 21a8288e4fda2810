/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import org.castbridge.media.channel.Channel;

/** A live channel that runs. May be used from any thread. */
public interface ChannelHandle {
  String id();

  /** What it was opened with. */
  ChannelSpec spec();

  /** What viewers watch; null as long as nothing has come that tells what it is made of. */
  Channel channel();

  ChannelStatus status();

  /**
   * Has another recorder hear of all that comes, on a thread of its own.
   *
   * @return closing it ends that and closes the recorder
   * @throws MediaException of kind UNAVAILABLE while there is nothing to record
   */
  AutoCloseable record(ChannelRecorder.Factory recorder) throws MediaException;
}
