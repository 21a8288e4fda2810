/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

/**
 * A session set up at a Media Delivery Function; nothing is sent before the first play.
 *
 * @param id its name there
 * @param answer the answer to the offer, SDP
 * @param durationMs the length of the film in milliseconds
 */
public record XpSession(String id, String answer, long durationMs) {}
