/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import static org.castbridge.sip.extension.SipExtensionMessages.LOG;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.metadata.ApplicationBuilder;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.castbridge.sip.container.metadata.ServletMetadata;
import org.castbridge.sip.container.metadata.SipXml;
import org.jboss.as.ee.component.Attachments;
import org.jboss.as.ee.component.EEApplicationClasses;
import org.jboss.as.ee.component.EEModuleDescription;
import org.jboss.as.ee.structure.DeploymentType;
import org.jboss.as.ee.structure.DeploymentTypeMarker;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessingException;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.annotation.CompositeIndex;
import org.jboss.as.web.common.WebComponentDescription;
import org.jboss.vfs.VirtualFile;

/**
 * Finds WARs with SIP annotations or {@code WEB-INF/sip.xml}, and makes their SIP servlets and
 * listeners components of the web module, so that all of Jakarta EE's injection works in them.
 */
final class DetectionProcessor implements DeploymentUnitProcessor {
  private static final String DESCRIPTOR = "WEB-INF/sip.xml";

  @Override
  public void deploy(DeploymentPhaseContext context) throws DeploymentUnitProcessingException {
    DeploymentUnit unit = context.getDeploymentUnit();
    CompositeIndex index =
        unit.getAttachment(org.jboss.as.server.deployment.Attachments.COMPOSITE_ANNOTATION_INDEX);
    if (!DeploymentTypeMarker.isType(DeploymentType.WAR, unit) || index == null) {
      return;
    }
    VirtualFile descriptor =
        unit.getAttachment(org.jboss.as.server.deployment.Attachments.DEPLOYMENT_ROOT)
            .getRoot()
            .getChild(DESCRIPTOR);
    AnnotationReader annotations = new AnnotationReader(index);
    if (!descriptor.isFile() && !annotations.foundAny()) {
      return;
    }
    ApplicationMetadata metadata = metadata(unit, descriptor, annotations);
    unit.putAttachment(SipDeployment.KEY, new SipDeployment(metadata));
    addComponents(unit, metadata);
    LOG.detected(unit.getName(), metadata.name(), metadata.servletNames());
  }

  private static ApplicationMetadata metadata(
      DeploymentUnit unit, VirtualFile descriptor, AnnotationReader annotations)
      throws DeploymentUnitProcessingException {
    ApplicationBuilder application = new ApplicationBuilder();
    try {
      if (descriptor.isFile()) {
        try (InputStream in = descriptor.openStream()) {
          SipXml.read(in, application);
        }
      }
      annotations.read(application);
      return application.build(moduleDescription(unit).getModuleName());
    } catch (IOException e) {
      throw LOG.unreadable(unit.getName(), DESCRIPTOR, e);
    } catch (SipContainerException e) {
      throw LOG.invalid(unit.getName(), e.getMessage(), e);
    }
  }

  private static void addComponents(DeploymentUnit unit, ApplicationMetadata metadata) {
    EEModuleDescription module = moduleDescription(unit);
    EEApplicationClasses classes =
        unit.getAttachment(Attachments.EE_APPLICATION_CLASSES_DESCRIPTION);
    Set<String> classNames = new LinkedHashSet<>();
    metadata.servlets().stream().map(ServletMetadata::className).forEach(classNames::add);
    classNames.addAll(metadata.listeners());
    for (String className : classNames) {
      if (module.getComponentsByClassName(className).isEmpty()) {
        WebComponentDescription component =
            new WebComponentDescription(
                className, className, module, unit.getServiceName(), classes);
        module.addComponent(component);
        unit.addToAttachmentList(
            WebComponentDescription.WEB_COMPONENTS, component.getStartServiceName());
      }
    }
  }

  private static EEModuleDescription moduleDescription(DeploymentUnit unit) {
    return unit.getAttachment(Attachments.EE_MODULE_DESCRIPTION);
  }

  @Override
  public void undeploy(DeploymentUnit unit) {
    unit.removeAttachment(SipDeployment.KEY);
  }
}
