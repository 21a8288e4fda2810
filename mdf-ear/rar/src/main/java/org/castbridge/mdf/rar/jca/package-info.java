/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The resource adapter (Jakarta Connectors 2.1): life cycle, configuration, connection factory,
 * message inflow, statistics. Ties the media delivery to the container, and does nothing with media
 * itself.
 */
package org.castbridge.mdf.rar.jca;
