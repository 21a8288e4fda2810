/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.Source;

/** Bindings of all users, by private identity. Safe for several threads. */
public final class Registrar {

  /**
   * @param defaultExpires granted to who asks for nothing, seconds
   * @param minExpires less is refused with 423
   * @param maxExpires more is cut down to it
   * @param maxBindings contacts a user may have; a further one is refused
   */
  public record Limits(long defaultExpires, long minExpires, long maxExpires, int maxBindings) {
    public Limits {
      if (minExpires < 1 || defaultExpires < minExpires || maxExpires < defaultExpires) {
        throw new IllegalArgumentException("want 1 <= min <= default <= max expires");
      }
    }
  }

  private static final class Registration {
    final String addressOfRecord;
    final Map<String, Binding> bindings = new LinkedHashMap<>();

    Registration(String addressOfRecord) {
      this.addressOfRecord = addressOfRecord;
    }
  }

  private final Limits limits;
  private final Map<String, Registration> registrations = new HashMap<>();

  public Registrar(Limits limits) {
    this.limits = limits;
  }

  /**
   * Takes in a REGISTER whose sender has proved to be {@code impi}.
   *
   * @return what changed; empty if it only asked for its bindings, or took off what was not there
   * @throws SipRefusal 400, 403, 423 or 500; nothing has changed then
   */
  public synchronized Optional<RegistrationChange> register(
      String impi, RegisterRequest request, Instant now) throws SipRefusal {
    Registration old = registrations.get(impi);
    Map<String, Binding> before = old == null ? Map.of() : old.bindings;
    Map<String, Binding> after = update(before, request, now);
    if (request.contacts().isEmpty() && !request.wildcard()) {
      return Optional.empty();
    }
    if (after.isEmpty()) {
      registrations.remove(impi);
      return before.isEmpty() ? Optional.empty() : Optional.of(ended(impi, old));
    }
    Registration fresh = new Registration(request.addressOfRecord());
    fresh.bindings.putAll(after);
    registrations.put(impi, fresh);
    RegistrationType type =
        before.isEmpty() ? RegistrationType.INITIAL_REGISTRATION : RegistrationType.RE_REGISTRATION;
    long longest = after.values().stream().mapToLong(b -> b.secondsLeft(now)).max().orElseThrow();
    return Optional.of(new RegistrationChange(type, impi, request.addressOfRecord(), longest));
  }

  private Map<String, Binding> update(
      Map<String, Binding> before, RegisterRequest request, Instant now) throws SipRefusal {
    Map<String, Binding> after = new LinkedHashMap<>(before);
    if (request.wildcard()) {
      if (request.expires() != 0 || !request.contacts().isEmpty()) {
        throw new SipRefusal(400, "Contact: * wants Expires: 0 and no other contact");
      }
      for (Binding b : before.values()) {
        checkOrder(b, request);
      }
      return Map.of();
    }
    for (RegisterRequest.Contact contact : request.contacts()) {
      String key = key(contact);
      Binding known = before.get(key);
      if (known != null) {
        checkOrder(known, request);
      }
      long seconds = granted(contact, request);
      after.remove(key);
      if (seconds > 0) {
        after.put(key, binding(key, contact, request, now, seconds));
      }
    }
    if (after.size() > limits.maxBindings()) {
      throw new SipRefusal(403, "more than " + limits.maxBindings() + " contacts are registered");
    }
    return after;
  }

  /**
   * With RFC 5626 outbound, instance and reg-id name the flow whatever its address; else the
   * address counts.
   */
  private static String key(RegisterRequest.Contact contact) {
    String instance = contact.params().get("+sip.instance");
    String regId = contact.params().get("reg-id");
    return instance != null && regId != null ? instance + ";" + regId : contact.uri().contactKey();
  }

  /**
   * RFC 3261 10.3 step 7: within one Call-ID a request that was overtaken must not undo a later
   * one.
   */
  private static void checkOrder(Binding known, RegisterRequest request) throws SipRefusal {
    if (known.callId().equals(request.callId()) && request.cseq() <= known.cseq()) {
      throw new SipRefusal(500, "this REGISTER was overtaken by a later one");
    }
  }

  private long granted(RegisterRequest.Contact contact, RegisterRequest request) throws SipRefusal {
    long asked = contact.expires() >= 0 ? contact.expires() : request.expires();
    if (asked < 0) {
      return limits.defaultExpires();
    }
    if (asked > 0 && asked < limits.minExpires()) {
      throw new SipRefusal(
          423,
          "the expiry is too brief",
          Map.of("Min-Expires", Long.toString(limits.minExpires())));
    }
    return Math.min(asked, limits.maxExpires());
  }

  private static Binding binding(
      String key, RegisterRequest.Contact c, RegisterRequest r, Instant now, long seconds) {
    return new Binding(
        key,
        c.text(),
        c.params(),
        r.path(),
        r.source(),
        r.callId(),
        r.cseq(),
        now,
        now.plusSeconds(seconds));
  }

  private static RegistrationChange ended(String impi, Registration r) {
    return new RegistrationChange(RegistrationType.DE_REGISTRATION, impi, r.addressOfRecord, 0);
  }

  /** Live bindings of a user, the newest first. */
  public synchronized List<Binding> bindings(String impi, Instant now) {
    Registration r = registrations.get(impi);
    if (r == null) {
      return List.of();
    }
    return r.bindings.values().stream()
        .filter(b -> b.expires().isAfter(now))
        .sorted(Comparator.comparing(Binding::refreshed).reversed())
        .toList();
  }

  /** Private identities registered from the place a request came from. */
  public synchronized List<String> registeredFrom(Source source, Instant now) {
    return registrations.entrySet().stream()
        .filter(
            e ->
                e.getValue().bindings.values().stream()
                    .anyMatch(b -> b.expires().isAfter(now) && b.source().sameSender(source)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Drops what has run out. */
  public synchronized List<RegistrationChange> expire(Instant now) {
    return drop(b -> !b.expires().isAfter(now), impi -> true);
  }

  /** Drops users who are no longer subscribers. */
  public synchronized List<RegistrationChange> retain(Predicate<String> subscriber) {
    return drop(b -> true, subscriber.negate());
  }

  /** Ends a registration from the network's side. */
  public synchronized Optional<RegistrationChange> deregister(String impi) {
    return Optional.ofNullable(registrations.remove(impi)).map(r -> ended(impi, r));
  }

  private List<RegistrationChange> drop(Predicate<Binding> dead, Predicate<String> users) {
    List<RegistrationChange> changes = new ArrayList<>();
    Iterator<Map.Entry<String, Registration>> all = registrations.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Registration> e = all.next();
      Map<String, Binding> bindings = e.getValue().bindings;
      if (users.test(e.getKey()) && bindings.values().removeIf(dead) && bindings.isEmpty()) {
        changes.add(ended(e.getKey(), e.getValue()));
        all.remove();
      }
    }
    return changes;
  }

  /** Number of users with a binding. */
  public synchronized int users() {
    return registrations.size();
  }

  /** Number of bindings of all users. */
  public synchronized int bindings() {
    return registrations.values().stream().mapToInt(r -> r.bindings.size()).sum();
  }

  /** One line a binding, for people. */
  public synchronized List<String> list(Instant now) {
    List<String> lines = new ArrayList<>();
    registrations.forEach(
        (impi, r) ->
            r.bindings
                .values()
                .forEach(
                    b ->
                        lines.add(
                            String.format(
                                "%s %s from %s",
                                r.addressOfRecord, b.contactHeader(now), b.source()))));
    lines.sort(Comparator.naturalOrder());
    return lines;
  }
}
