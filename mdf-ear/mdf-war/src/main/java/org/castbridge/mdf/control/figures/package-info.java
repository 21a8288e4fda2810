/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** What an operator sees: Prometheus metrics, and packet captures switched by Xp. */
package org.castbridge.mdf.control.figures;
