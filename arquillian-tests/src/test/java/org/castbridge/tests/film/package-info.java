/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** A film from the viewer's chair: a real browser, the page, both servers. */
package org.castbridge.tests.film;
