/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * HTTP Handler (patent part 404, [0036]): the client of Xa. {@link
 * org.castbridge.sgw.http.XaClient} sends and receives, {@link
 * org.castbridge.sgw.http.XaRequestBuilder} builds, {@link org.castbridge.sgw.http.XaConformance}
 * validates ([0034]).
 */
package org.castbridge.sgw.http;
