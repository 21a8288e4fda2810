/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The MDF's control engine (patent: 501): sessions made, commanded and ended on behalf of whoever
 * asks, and their events handed back. The protocols by which one asks are in the packages {@code
 * xp} and {@code whep}; this one knows neither HTTP nor how media is sent.
 */
package org.castbridge.mdf.control;
