/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * An encoder that publishes to us by WHIP (RFC 9725): its offer answered, its packets opened and
 * made into access units, what it has to repeat or renew asked for. Sans-I/O like {@code session},
 * its mirror image; knows nothing of HTTP, sockets and channels.
 */
package org.castbridge.media.publish;
