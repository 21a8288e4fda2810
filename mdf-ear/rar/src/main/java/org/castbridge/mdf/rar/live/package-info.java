/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The live channels: their sockets, clocks and recorder threads around the media core's
 * demultiplexers and feeds. A channel lives on one event loop; its viewers are served elsewhere, by
 * the loops of {@code rar.net}, which read what it publishes. Knows nothing of HTTP and of the
 * content store.
 */
package org.castbridge.mdf.rar.live;
