/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The SIP objects as CDI beans. It lies in the module applications depend on: CDI shows a bean only
 * to those who can see the module of the extension that adds it.
 */
package org.castbridge.sip.container.cdi;
