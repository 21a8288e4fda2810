/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** The configuration of the IPTV services; knows no function. */
package org.castbridge.iptv.config;
