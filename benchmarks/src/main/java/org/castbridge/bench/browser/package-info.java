/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * A real Chromium as the measuring instrument: times are taken in the page, from an action to the
 * frame that shows its effect, by {@code requestVideoFrameCallback}.
 */
package org.castbridge.bench.browser;
