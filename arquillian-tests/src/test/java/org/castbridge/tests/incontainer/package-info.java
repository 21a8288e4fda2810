/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Tests that run inside the server, by Arquillian: what a deployment of the customer's finds there.
 */
package org.castbridge.tests.incontainer;
