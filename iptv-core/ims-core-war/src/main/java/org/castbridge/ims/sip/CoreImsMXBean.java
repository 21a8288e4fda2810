/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import java.util.List;
import java.util.Map;

/** Management interface, {@code org.castbridge:type=CoreIms}. */
public interface CoreImsMXBean {
  /** Users with at least one binding. */
  int getRegisteredUsers();

  /** Bindings of all users. */
  int getBindings();

  /** One line a binding: identity, contact, seconds left, origin. */
  List<String> getRegistrations();

  /** Subscribers in the file. */
  int getSubscribers();

  /** What was done since the start, by name. */
  Map<String, Long> getCounters();

  /** Ends the registration of a private identity; false if it had none. */
  boolean deregister(String impi);
}
