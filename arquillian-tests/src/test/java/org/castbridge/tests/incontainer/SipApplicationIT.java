/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.incontainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.inject.Inject;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WAR with one annotated SIP servlet, inside the server: the container's services are there. */
@ExtendWith(ArquillianExtension.class)
class SipApplicationIT {
  @Inject Services services;

  @Deployment
  static WebArchive application() {
    return ShrinkWrap.create(WebArchive.class, "in-container.war")
        .addClasses(OptionsServlet.class, Services.class);
  }

  @Test
  void servicesArriveByInjectAndByResource() {
    assertNotNull(services.injectedFactory());
    assertNotNull(services.resourceFactory());
    assertNotNull(services.timers());
    assertNotNull(services.sessions());
  }

  @Test
  void aRequestCanBeMadeAndItsSessionIsTheApplicationsOwn() throws Exception {
    SipApplicationSession session = services.injectedFactory().createApplicationSession();
    SipServletRequest request =
        services
            .injectedFactory()
            .createRequest(session, "OPTIONS", "sip:a@ims.test", "sip:b@ims.test");
    assertEquals("in-container", session.getApplicationName());
    assertEquals("ims.test", ((SipURI) request.getTo().getURI()).getHost());
    session.invalidate();
    assertFalse(session.isValid());
  }

  @Test
  void theResourceAdapterOffersItsConnectionFactory() {
    assertNotNull(services.mediaConnectionFactory());
  }
}
