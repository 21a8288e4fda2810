/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.castbridge.sip.container.http.SipWebInitializer;

/** Gives a web deployment its SIP half when it starts. */
final class SipServletExtension implements ServletExtension {
  private final SipDeployment deployment;

  SipServletExtension(SipDeployment deployment) {
    this.deployment = deployment;
  }

  @Override
  public void handleDeployment(DeploymentInfo info, ServletContext context) {
    SipWebInitializer initializer =
        new SipWebInitializer(
            deployment.application(), new UndertowInstances(info.getClassIntrospecter()));
    info.addServletContainerInitializer(
        new ServletContainerInitializerInfo(
            SipWebInitializer.class, new ImmediateInstanceFactory<>(initializer), Set.of()));
  }
}
