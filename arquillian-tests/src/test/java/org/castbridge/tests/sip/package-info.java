/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The {@code sip} subsystem against SIPp: single exchanges over UDP and TCP, and a minute of load.
 * A test application of its own is deployed beside the product's.
 */
package org.castbridge.tests.sip;
