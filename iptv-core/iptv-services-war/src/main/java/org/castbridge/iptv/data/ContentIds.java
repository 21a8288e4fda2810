/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.util.regex.Pattern;

/** The form of a content id: usable as a folder name, in a SIP URI's user part and in a path. */
public final class ContentIds {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private ContentIds() {}

  public static boolean isValid(String id) {
    return id != null && FORM.matcher(id).matches();
  }
}
