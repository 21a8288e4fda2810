/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Service Discovery Function (TS 182 027; TS 183 063 clause 5.2): tells a registered user's
 * equipment by SUBSCRIBE and NOTIFY of {@code ua-profile} where service selection is found. Knows
 * nothing of films, rights and the database.
 */
package org.castbridge.iptv.sdf;
