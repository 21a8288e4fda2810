/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The SIP Servlet 1.1 container: the engine's container interfaces, implemented on Jakarta Servlet
 * alone. It must not know WildFly; the extension hands in what the server gives (addresses, class
 * loaders, instances, naming).
 */
package org.castbridge.sip.container;
