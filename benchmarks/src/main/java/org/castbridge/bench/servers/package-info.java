/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** The servers that are measured, as processes: Castbridge by its launcher, Janus from Debian. */
package org.castbridge.bench.servers;
