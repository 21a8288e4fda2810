/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What an operator sees of the media delivery: figures of the whole, of every session and of every
 * channel, as Prometheus metrics; and what one session sends and receives, as a packet capture.
 * Takes snapshots; knows no event loop.
 */
package org.castbridge.mdf.rar.figures;
