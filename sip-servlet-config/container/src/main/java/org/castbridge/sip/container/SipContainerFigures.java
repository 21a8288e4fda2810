/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.util.List;

/**
 * What the container is busy with, at one moment.
 *
 * @param applications names of the applications in service
 * @param sipSessions live SIP sessions of all applications
 * @param applicationSessions live application sessions of all applications
 * @param dialogs dialogues in the stack's table
 * @param clientTransactions transactions the container opened
 * @param serverTransactions transactions others opened
 * @param requestsProcessed requests taken by the engine since the start, if statistics are on
 * @param requestsRejected requests refused or dropped by the guard since the start
 * @param threads live threads of the container
 */
public record SipContainerFigures(
    List<String> applications,
    int sipSessions,
    int applicationSessions,
    int dialogs,
    int clientTransactions,
    int serverTransactions,
    long requestsProcessed,
    long requestsRejected,
    int threads) {

  static SipContainerFigures stopped(int threads) {
    return new SipContainerFigures(List.of(), 0, 0, 0, 0, 0, 0, 0, threads);
  }
}
