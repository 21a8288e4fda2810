/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The few notions of a SIP message the plain logic needs. Must not know any SIP stack or servlet.
 */
package org.castbridge.ims.message;
