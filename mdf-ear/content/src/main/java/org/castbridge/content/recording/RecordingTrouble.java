/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

/** Hears what goes wrong while a channel is being recorded; recording goes on with what comes. */
public interface RecordingTrouble {
  /**
   * Called on the recorder's thread.
   *
   * @param cause the disk is full or failed, or a format that cannot be written
   */
  void failed(Exception cause);
}
