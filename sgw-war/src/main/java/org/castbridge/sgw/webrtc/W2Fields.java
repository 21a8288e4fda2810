/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.castbridge.sgw.control.W2ErrorCode;

/** Reads the fields of one message by the rules of the schema. */
final class W2Fields {
  static final Pattern IMPI = Pattern.compile("[A-Za-z0-9._~+-]{1,64}@[A-Za-z0-9.-]{1,190}");
  static final Pattern QUOTED = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  static final Pattern COUNT = Pattern.compile("[0-9a-f]{8}");
  static final Pattern RESPONSE = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");
  static final Pattern ALGORITHM = Pattern.compile("SHA-256|MD5");
  static final Pattern AUTH = Pattern.compile("auth");
  private static final BigDecimal MAX_ID = BigDecimal.valueOf(9007199254740991L);

  private final JsonObject object;
  private final Long id;

  W2Fields(JsonObject object) {
    this.object = object;
    this.id = id(object.get("id"));
  }

  private static Long id(JsonValue value) {
    BigDecimal number = decimal(value);
    if (number == null || number.signum() <= 0 || number.compareTo(MAX_ID) > 0) {
      return null;
    }
    BigDecimal whole = number.stripTrailingZeros();
    return whole.scale() > 0 ? null : Long.valueOf(whole.longValueExact());
  }

  /** Null for what is no number of sane size: 1e999999999 is short to write, long to compute. */
  private static BigDecimal decimal(JsonValue value) {
    if (!(value instanceof JsonNumber number)) {
      return null;
    }
    try {
      BigDecimal decimal = number.bigDecimalValue();
      return Math.abs((long) decimal.scale()) > 400 ? null : decimal;
    } catch (ArithmeticException | UnsupportedOperationException | NumberFormatException e) {
      return null;
    }
  }

  Long idOrNull() {
    return id;
  }

  boolean isAbsent(String name) {
    return !object.containsKey(name);
  }

  boolean isAbsentOrNull(String name) {
    return isAbsent(name) || object.get(name) == JsonValue.NULL;
  }

  /** A required text; a null pattern takes any that is not empty. */
  String text(String name, Pattern pattern, int longest) throws W2ConformanceException {
    String text = object.get(name) instanceof JsonString string ? string.getString() : "";
    boolean fits = !text.isEmpty() && text.codePointCount(0, text.length()) <= longest;
    if (!fits || (pattern != null && !pattern.matcher(text).matches())) {
      throw wrong(name);
    }
    return text;
  }

  /** An optional number; null when absent. */
  Double number(String name, double least, double most) throws W2ConformanceException {
    if (isAbsent(name)) {
      return null;
    }
    BigDecimal number = decimal(object.get(name));
    if (number == null) {
      throw wrong(name);
    }
    double value = number.doubleValue();
    if (!(value >= least && value <= most)) {
      throw wrong(name);
    }
    return value;
  }

  double require(String name, Double value) throws W2ConformanceException {
    if (value == null) {
      throw wrong(name);
    }
    return value;
  }

  private W2ConformanceException wrong(String name) {
    return new W2ConformanceException(id, W2ErrorCode.BAD_MESSAGE, name);
  }
}
