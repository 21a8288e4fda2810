/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The application the SIPp tests talk to; it is put into a WAR by the tests, without any
 * descriptor.
 */
package org.castbridge.tests.sip.application;
