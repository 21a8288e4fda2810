/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The content store of the MDF: one folder an asset, what is known of it, and the cursor the media
 * core plays from (patent: the resources behind the streaming server 5021). A plain library: knows
 * files, but no container, no network and no viewer.
 */
package org.castbridge.content;
