/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipSessionsUtil;
import org.castbridge.sgw.GatewayConfig;
import org.castbridge.sgw.control.Input;
import org.mobicents.javax.servlet.sip.SipFactoryExt;
import org.mobicents.javax.servlet.sip.SipSessionsUtilExt;

/** The SIP container as the users need it. */
@ApplicationScoped
public class SipHandler {
  /** Attribute of an application session: the token of its user. */
  static final String USER = "org.castbridge.sgw.user";

  /** Attribute of a SIP session: the token of its film session. */
  static final String CALL = "org.castbridge.sgw.call";

  @Inject GatewayConfig config;

  private final Map<String, SipUser> contacts = new ConcurrentHashMap<>();
  private volatile SipFactory factory;
  private volatile SipSessionsUtil sessions;
  private volatile boolean inline;

  /** The container is there. */
  public void attach(SipFactory newFactory, SipSessionsUtil newSessions) {
    factory = newFactory;
    sessions = newSessions;
  }

  /** From now on work is done on the calling thread: the gateway goes, nothing may be queued. */
  public void stop() {
    inline = true;
  }

  /**
   * The SIP side of a user.
   *
   * @param token unguessable, unique
   * @param inbox takes what comes
   */
  public SipUser user(String token, Consumer<Input> inbox) {
    return new SipUser(this, config, token, inbox);
  }

  /**
   * Takes the first free contact of a user. A name used before and never de-registered, since the
   * browser was gone and could not prove it, or the gateway was killed, is so taken over instead of
   * piling up at the registrar.
   *
   * @param name user part of the private identity
   * @return user part of the contact
   */
  String claimContact(String name, SipUser user) {
    int number = 1;
    while (contacts.putIfAbsent(name + "-" + number, user) != null) {
      number++;
    }
    return name + "-" + number;
  }

  void releaseContact(String contactUser, SipUser user) {
    contacts.remove(contactUser, user);
  }

  /** Whose contact that is. */
  Optional<SipUser> contact(String contactUser) {
    return Optional.ofNullable(contacts.get(contactUser));
  }

  SipFactory factory() {
    SipFactory present = factory;
    if (present == null) {
      throw new IllegalStateException("the SIP container is not there");
    }
    return present;
  }

  /** A session that lasts until it is invalidated. */
  SipApplicationSession createSession(String token) {
    // Not managed: this is a thread of ours, which would keep the session locked for ever.
    SipApplicationSession session = ((SipFactoryExt) factory()).createApplicationSession(false);
    session.setExpires(0);
    session.setAttribute(USER, token);
    return session;
  }

  /**
   * Runs work under the lock of an application session, on a thread of the SIP container.
   *
   * @throws RejectedExecutionException if the container is gone
   */
  void schedule(String session, Runnable work) {
    if (inline) {
      work.run();
    } else {
      ((SipSessionsUtilExt) sessions)
          .scheduleAsynchronousWork(
              session,
              (org.mobicents.javax.servlet.sip.SipApplicationSessionAsynchronousWork)
                  ignored -> work.run());
    }
  }
}
