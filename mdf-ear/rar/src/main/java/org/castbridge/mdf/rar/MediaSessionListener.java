/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

/**
 * Message listener type of the resource adapter's inflow (JCA chapter 13): a message-driven bean
 * that implements it hears of every session's events.
 */
public interface MediaSessionListener {
  /**
   * Called on a container thread; may block, but holds up the events of this one session while it
   * does.
   */
  void onSessionEvent(SessionEvent event);
}
