/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

/**
 * A channel of broadcast television as a value.
 *
 * @param id the service name of its BCServiceId, and its id at the MDF
 * @param title for a person to read
 * @param number what is typed on a remote control, 1 to 9999; 0 for none
 * @param packageId the service package it is part of
 * @param ageLevel the age in years a viewer must have, 0 for everybody
 * @param timeShift whether it is recorded, so that it can be paused and rewound
 */
public record Channel(
    String id, String title, int number, String packageId, int ageLevel, boolean timeShift) {}
