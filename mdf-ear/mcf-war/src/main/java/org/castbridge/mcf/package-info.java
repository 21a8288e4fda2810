/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The Media Control Function (patent EP 2 958 293, MCF): takes the session the Service Control
 * Function sends (y2, SIP), chooses a Media Delivery Function and sets the session up there (Xp,
 * HTTP), and lets the user play, pause and seek (Xc, RTSP). This package wires the parts together
 * and holds configuration, messages and counters.
 *
 * <p>Must not know who the user is or what he may watch, nor how media are sent.
 */
package org.castbridge.mcf;
