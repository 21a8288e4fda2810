/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Languages as containers write them (ISO 639-2) and as BCP 47 tags. */
public final class Language {
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}");
  private static final Pattern CODE = Pattern.compile("[a-z]{3}");

  /** The bibliographic codes of ISO 639-2, which Matroska uses, where they are others. */
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sqi"),
          Map.entry("arm", "hye"),
          Map.entry("baq", "eus"),
          Map.entry("bur", "mya"),
          Map.entry("chi", "zho"),
          Map.entry("cze", "ces"),
          Map.entry("dut", "nld"),
          Map.entry("fre", "fra"),
          Map.entry("geo", "kat"),
          Map.entry("ger", "deu"),
          Map.entry("gre", "ell"),
          Map.entry("ice", "isl"),
          Map.entry("mac", "mkd"),
          Map.entry("mao", "mri"),
          Map.entry("may", "msa"),
          Map.entry("per", "fas"),
          Map.entry("rum", "ron"),
          Map.entry("slo", "slk"),
          Map.entry("tib", "bod"),
          Map.entry("wel", "cym"));

  private static final Map<String, String> SHORT = shortCodes();

  private Language() {}

  /** True for what looks like a BCP 47 tag. */
  public static boolean isTag(String tag) {
    return tag != null && tag.length() <= 64 && TAG.matcher(tag).matches();
  }

  /** The BCP 47 tag for an ISO 639-2 code of either kind; null if it says nothing. */
  public static String ofCode(String code) {
    if (code == null || !CODE.matcher(code).matches() || code.equals("und")) {
      return null;
    }
    String terminological = BIBLIOGRAPHIC.getOrDefault(code, code);
    return SHORT.getOrDefault(terminological, terminological);
  }

  /** The ISO 639-2/T code for a BCP 47 tag; "und" if there is none. */
  public static String code(String tag) {
    if (tag == null) {
      return "und";
    }
    try {
      String code = Locale.forLanguageTag(tag).getISO3Language();
      return CODE.matcher(code).matches() ? code : "und";
    } catch (MissingResourceException e) {
      return "und"; // a language ISO 639-2 does not list
    }
  }

  private static Map<String, String> shortCodes() {
    Map<String, String> codes = new TreeMap<>();
    for (String two : Locale.getISOLanguages()) {
      codes.putIfAbsent(Locale.forLanguageTag(two).getISO3Language(), two);
    }
    return Map.copyOf(codes);
  }
}
