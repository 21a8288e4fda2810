/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

/**
 * Writes an HTTP session's id into URLs that are handed out over SIP (JSR 289 13.5).
 *
 * @param host the name the last request was addressed to
 * @param port the port it was addressed to
 * @param contextPath the application's path
 */
record EncodedUrl(String host, int port, String contextPath) {

  /** Puts {@code ;jsessionid=} before query and fragment. */
  String withSession(String url, String sessionId) {
    int cut = url.length();
    int query = url.indexOf('?');
    int fragment = url.indexOf('#');
    if (query >= 0) {
      cut = query;
    }
    if (fragment >= 0 && fragment < cut) {
      cut = fragment;
    }
    return url.substring(0, cut) + ";jsessionid=" + sessionId + url.substring(cut);
  }

  String absolute(String relativePath, String scheme, String sessionId) {
    return scheme + "://" + host + ":" + port + contextPath + withSession(relativePath, sessionId);
  }
}
