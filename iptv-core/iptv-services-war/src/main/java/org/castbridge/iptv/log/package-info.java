/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** The numbered messages for the operator. Knows nothing of the functions that write them. */
package org.castbridge.iptv.log;
