/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** What a bench has found, as a table for people and as JSON for programs. */
package org.castbridge.bench.figures;
