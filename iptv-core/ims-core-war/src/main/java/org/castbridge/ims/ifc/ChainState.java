/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import org.castbridge.ims.message.SessionCase;

/**
 * How far a request has come in the chain of application servers; travels in the return route, the
 * "original dialog identifier" of TS 24.229 5.4.3.
 *
 * @param servedUser address of record whose criteria are being worked through
 * @param priority of the rule that sent the request to the server it comes back from
 */
public record ChainState(SessionCase sessionCase, String servedUser, int priority) {}
