/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.metadata;

import static org.castbridge.sip.container.SipMessages.LOG;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.metadata.ApplicationMetadata.KeyMethod;

/**
 * Gathers what the sources say, in order of weight: the descriptor first, then annotations. What is
 * set is not set again; servlets of one class are merged, so that a descriptor may add parameters
 * to an annotated servlet.
 */
public final class ApplicationBuilder {
  /** JSR 289 6.4: an application session lives three minutes if nothing else is said. */
  public static final int DEFAULT_SESSION_TIMEOUT_MINUTES = 3;

  /** JSR 289 10.2.9 leaves it to the container; the timer C of RFC 3261 16.6 is at least this. */
  public static final int DEFAULT_PROXY_TIMEOUT_SECONDS = 180;

  private String name;
  private String displayName;
  private String description;
  private String mainServlet;
  private Integer sessionTimeout;
  private Integer proxyTimeout;
  private KeyMethod applicationKey;
  private final Map<String, ServletMetadata> servletsByClass = new LinkedHashMap<>();
  private final Set<String> listeners = new LinkedHashSet<>();
  private final Map<String, String> contextParameters = new LinkedHashMap<>();

  public ApplicationBuilder name(String value) {
    name = first(name, value);
    return this;
  }

  public ApplicationBuilder displayName(String value) {
    displayName = first(displayName, value);
    return this;
  }

  public ApplicationBuilder description(String value) {
    description = first(description, value);
    return this;
  }

  public ApplicationBuilder mainServlet(String value) {
    mainServlet = first(mainServlet, value);
    return this;
  }

  public ApplicationBuilder sessionTimeout(int minutes) {
    sessionTimeout = sessionTimeout == null ? Integer.valueOf(minutes) : sessionTimeout;
    return this;
  }

  public ApplicationBuilder proxyTimeout(int seconds) {
    proxyTimeout = proxyTimeout == null ? Integer.valueOf(seconds) : proxyTimeout;
    return this;
  }

  public ApplicationBuilder applicationKey(KeyMethod method) {
    applicationKey = applicationKey == null ? method : applicationKey;
    return this;
  }

  public ApplicationBuilder servlet(ServletMetadata servlet) {
    servletsByClass.putIfAbsent(servlet.className(), servlet);
    return this;
  }

  public ApplicationBuilder listener(String className) {
    listeners.add(className);
    return this;
  }

  public ApplicationBuilder contextParameter(String key, String value) {
    contextParameters.putIfAbsent(key, value);
    return this;
  }

  private static String first(String old, String value) {
    return old == null && value != null && !value.isBlank() ? value.trim() : old;
  }

  /**
   * Puts the application together.
   *
   * @param fallbackName its name if no source gives one
   * @throws SipContainerException if the main servlet named does not exist
   */
  public ApplicationMetadata build(String fallbackName) throws SipContainerException {
    List<ServletMetadata> servlets = new ArrayList<>(servletsByClass.values());
    servlets.sort(
        Comparator.comparing(
            one -> one.loadOnStartup() < 0 ? Integer.MAX_VALUE : one.loadOnStartup()));
    String application = name == null ? fallbackName : name;
    return new ApplicationMetadata(
        application,
        displayName,
        description,
        main(application, servlets),
        servlets,
        List.copyOf(listeners),
        Optional.ofNullable(applicationKey),
        sessionTimeout == null ? DEFAULT_SESSION_TIMEOUT_MINUTES : sessionTimeout,
        proxyTimeout == null ? DEFAULT_PROXY_TIMEOUT_SECONDS : proxyTimeout,
        contextParameters);
  }

  /**
   * The main servlet named, else the first; null if there is none (an application may only listen
   * or send).
   */
  private String main(String application, List<ServletMetadata> servlets)
      throws SipContainerException {
    List<String> names = servlets.stream().map(ServletMetadata::name).toList();
    if (mainServlet != null && !names.contains(mainServlet)) {
      throw LOG.unknownMainServlet(application, mainServlet, names);
    }
    return mainServlet != null || names.isEmpty() ? mainServlet : names.get(0);
  }
}
