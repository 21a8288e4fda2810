/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Stands in for Restcomm's statistics library, which the engine links to and which reports to its
 * maker over HTTP.
 */
package org.restcomm.commons.statistics.reporter;
