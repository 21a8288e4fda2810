/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The operator's data: films, service packages, who subscribes to what, age levels; and the
 * importer that keeps the catalogue equal to the asset store. Knows Jakarta Persistence and Flyway,
 * no SIP, no HTTP and no container.
 */
package org.castbridge.iptv.data;
