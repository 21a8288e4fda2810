/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** WHEP: any standard player is a client of the MDF, without the page and without the gateway. */
package org.castbridge.tests.whep;
