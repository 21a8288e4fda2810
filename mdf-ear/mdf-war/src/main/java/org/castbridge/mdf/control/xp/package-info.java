/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Xp, the reference point between Media Control Function and Media Delivery Function (patent
 * [0040]): HTTP with JSON, offer and answer, play control, events by callback.
 */
package org.castbridge.mdf.control.xp;
