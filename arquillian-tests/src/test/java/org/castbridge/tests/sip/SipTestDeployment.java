/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.sip;

import java.io.ByteArrayOutputStream;
import org.castbridge.tests.harness.ManagementModel;
import org.castbridge.tests.sip.application.SipTestServlet;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The test application on a server, from construction to {@link #close()}. */
final class SipTestDeployment implements AutoCloseable {
  private static final String NAME = "sip-test.war";

  private final ManagementModel server;

  SipTestDeployment(ManagementModel server) {
    this.server = server;
    ModelNode add = new ModelNode();
    add.get("operation").set("add");
    add.get("address").add("deployment", NAME);
    add.get("enabled").set(true);
    add.get("content").add(new ModelNode());
    add.get("content").get(0).get("bytes").set(archive());
    server.execute(add);
  }

  private static byte[] archive() {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, NAME).addPackage(SipTestServlet.class.getPackage());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    war.as(ZipExporter.class).exportTo(bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.execute("deployment=" + NAME, "remove");
  }
}
