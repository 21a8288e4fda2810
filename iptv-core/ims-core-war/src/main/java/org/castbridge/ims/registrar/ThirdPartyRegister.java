/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castbridge.ims.ifc.ApplicationServer;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.ifc.Trial;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SessionCase;
import org.castbridge.ims.subscriber.Subscription;

/**
 * A REGISTER the core sends to an application server to tell it of a user (TS 24.229 5.4.1.7).
 *
 * @param impi the user
 * @param identity the identity it is about, for the To header
 * @param expires seconds; 0 tells that the user has gone
 */
public record ThirdPartyRegister(
    String impi, String identity, long expires, ApplicationServer server) {

  /** {@code application/3gpp-ims+xml} (TS 24.229 7.6). */
  public static final String BODY_TYPE = "application/3gpp-ims+xml";

  /**
   * What has to be sent for a change: one for each identity of the user and each rule that fires.
   */
  public static List<ThirdPartyRegister> plan(
      RegistrationChange change, Subscription subscription, RequestView register) {
    Trial trial = new Trial(register, SessionCase.ORIGINATING, change.type());
    List<ThirdPartyRegister> plan = new ArrayList<>();
    for (String identity : subscription.identities()) {
      for (InitialFilterCriteria c : subscription.criteria(identity)) {
        if (c.fires(trial)) {
          long expires = change.type() == RegistrationType.DE_REGISTRATION ? 0 : change.expires();
          plan.add(new ThirdPartyRegister(change.impi(), identity, expires, c.server()));
        }
      }
    }
    return plan;
  }

  /** The body that carries the service information; empty if there is none to carry. */
  public Optional<String> body() {
    return Optional.ofNullable(server.serviceInfo())
        .map(
            info ->
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + "<ims-3gpp version=\"1\"><service-info>"
                    + escape(info)
                    + "</service-info></ims-3gpp>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
