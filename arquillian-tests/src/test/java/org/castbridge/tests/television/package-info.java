/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** Live television in a real browser: channels, zapping, time shift, refusals, clean-up. */
package org.castbridge.tests.television;
