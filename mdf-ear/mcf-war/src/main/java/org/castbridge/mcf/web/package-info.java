/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** Where Media Delivery Functions report what happens to sessions (Xp, events). */
package org.castbridge.mcf.web;
