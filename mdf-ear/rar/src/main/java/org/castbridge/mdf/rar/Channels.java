/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.Collection;

/** The live channels of this server. May be used from any thread. */
public interface Channels {
  /** In the order they were opened. */
  Collection<ChannelHandle> all();

  /** Null if there is none of this id. */
  ChannelHandle find(String id);

  /**
   * Opens a channel, in place of one that has the same id already. It runs from then on until it is
   * closed; a source that is not there yet is waited for.
   *
   * @throws MediaException of kind UNAVAILABLE when the media delivery does not run
   */
  ChannelHandle open(ChannelSpec spec) throws MediaException;

  /** Closes the channel of this id; false if there is none. */
  boolean close(String id);
}
