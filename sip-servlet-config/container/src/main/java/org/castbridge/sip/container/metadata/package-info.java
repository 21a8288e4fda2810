/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What annotations and {@code WEB-INF/sip.xml} say about an application. It must not load the
 * application's classes.
 */
package org.castbridge.sip.container.metadata;
