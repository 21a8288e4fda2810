/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Properties;
import org.castbridge.sgw.GatewayConfig;
import org.eclipse.microprofile.config.Config;

/** The defaults that the WAR ships, without a MicroProfile implementation. */
public final class TestConfig {
  private final Properties properties = new Properties();

  /** Reads the defaults. */
  public TestConfig() {
    try (InputStream in =
        GatewayConfig.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With another value. */
  public TestConfig with(String key, String value) {
    properties.setProperty(key, value);
    return this;
  }

  /** The configuration. */
  public GatewayConfig config() {
    Object config =
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, args) -> {
              if (method.getName().equals("getOptionalValue")) {
                return Optional.ofNullable(expand(properties.getProperty((String) args[0])));
              }
              throw new UnsupportedOperationException(method.getName());
            });
    return new GatewayConfig((Config) config);
  }

  private String expand(String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    int start = value.indexOf("${");
    if (start < 0) {
      return value;
    }
    int end = value.indexOf('}', start);
    String inner = expand(properties.getProperty(value.substring(start + 2, end)));
    return expand(value.substring(0, start) + inner + value.substring(end + 1));
  }
}
