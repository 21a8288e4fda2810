/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import jakarta.resource.Referenceable;
import java.io.Serializable;

/** The way in, from JNDI at {@link #JNDI_NAME}. */
public interface MediaConnectionFactory extends Serializable, Referenceable {
  String JNDI_NAME = "java:/castbridge/MediaConnectionFactory";

  /**
   * A connection; close it after use.
   *
   * @throws MediaException of kind UNAVAILABLE when the resource adapter does not run
   */
  MediaConnection getConnection() throws MediaException;
}
