/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * One channel as the browser sees it.
 *
 * @param channel its id
 * @param serviceId the BCServiceId it has in IMS; not for the browser
 * @param number what is typed on a remote control, 0 for none
 * @param servicePackage its BCPackageId, or the empty text
 * @param timeShift whether it can be paused and rewound
 */
public record ChannelItem(
    String channel,
    String serviceId,
    String title,
    int number,
    String servicePackage,
    int ageLevel,
    boolean timeShift,
    boolean entitled) {}
