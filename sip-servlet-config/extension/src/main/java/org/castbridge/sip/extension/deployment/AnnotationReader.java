/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.List;
import java.util.Map;
import org.castbridge.sip.container.metadata.ApplicationBuilder;
import org.castbridge.sip.container.metadata.ApplicationMetadata.KeyMethod;
import org.castbridge.sip.container.metadata.ServletMetadata;
import org.jboss.as.server.deployment.annotation.CompositeIndex;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;

/** Reads the annotations of JSR 289 18.2 from the index, without loading a class. */
final class AnnotationReader {
  private static final DotName SIP_APPLICATION = name("SipApplication");
  private static final DotName SIP_SERVLET = name("SipServlet");
  private static final DotName SIP_LISTENER = name("SipListener");
  private static final DotName SIP_APPLICATION_KEY = name("SipApplicationKey");

  private final CompositeIndex index;

  AnnotationReader(CompositeIndex index) {
    this.index = index;
  }

  private static DotName name(String simple) {
    return DotName.createSimple("javax.servlet.sip.annotation." + simple);
  }

  /** True if any class carries a SIP annotation. */
  boolean foundAny() {
    return List.of(SIP_APPLICATION, SIP_SERVLET, SIP_LISTENER).stream()
        .anyMatch(annotation -> !index.getAnnotations(annotation).isEmpty());
  }

  void read(ApplicationBuilder application) {
    index.getAnnotations(SIP_APPLICATION).forEach(found -> application(found, application));
    index.getAnnotations(SIP_SERVLET).stream()
        .filter(found -> found.target().kind() == AnnotationTarget.Kind.CLASS)
        .forEach(found -> servlet(found, application));
    index.getAnnotations(SIP_LISTENER).stream()
        .filter(found -> found.target().kind() == AnnotationTarget.Kind.CLASS)
        .forEach(found -> listener(found, application));
    index.getAnnotations(SIP_APPLICATION_KEY).stream()
        .filter(found -> found.target().kind() == AnnotationTarget.Kind.METHOD)
        .forEach(found -> application.applicationKey(keyMethod(found)));
  }

  private static void application(AnnotationInstance found, ApplicationBuilder application) {
    application
        .name(string(found, "name"))
        .displayName(string(found, "displayName"))
        .description(string(found, "description"))
        .mainServlet(string(found, "mainServlet"));
    AnnotationValue sessionTimeout = found.value("sessionTimeout");
    if (sessionTimeout != null) {
      application.sessionTimeout(sessionTimeout.asInt());
    }
    AnnotationValue proxyTimeout = found.value("proxyTimeout");
    if (proxyTimeout != null) {
      application.proxyTimeout(proxyTimeout.asInt());
    }
  }

  private static void servlet(AnnotationInstance found, ApplicationBuilder application) {
    DotName className = found.target().asClass().name();
    String given = string(found, "name");
    AnnotationValue loadOnStartup = found.value("loadOnStartup");
    application.name(string(found, "applicationName"));
    application.servlet(
        new ServletMetadata(
            given == null ? className.withoutPackagePrefix() : given,
            className.toString(),
            loadOnStartup == null ? -1 : loadOnStartup.asInt(),
            Map.of()));
  }

  private static void listener(AnnotationInstance found, ApplicationBuilder application) {
    application.name(string(found, "applicationName"));
    application.listener(found.target().asClass().name().toString());
  }

  private static KeyMethod keyMethod(AnnotationInstance found) {
    return new KeyMethod(
        found.target().asMethod().declaringClass().name().toString(),
        found.target().asMethod().name());
  }

  private static String string(AnnotationInstance found, String member) {
    AnnotationValue value = found.value(member);
    return value == null || value.asString().isEmpty() ? null : value.asString();
  }
}
