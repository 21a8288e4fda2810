/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * One film as the browser sees it.
 *
 * @param duration seconds
 * @param poster path on the gateway, or null
 * @param codec null when the SSF does not say
 */
public record CatalogueItem(
    String contentId,
    String title,
    String synopsis,
    double duration,
    String poster,
    int ageLevel,
    String servicePackage,
    boolean entitled,
    String codec) {}
