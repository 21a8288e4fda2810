/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Service Selection Function (TS 182 027; TS 183 063 clause 5.2.3): the catalogue over HTTP on Xa,
 * in general or for a user a trusted peer names, and the posters. Knows no SIP; all but the servlet
 * knows no container.
 */
package org.castbridge.iptv.ssf;
