/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.castbridge.ims.ifc.ApplicationServer;
import org.castbridge.ims.ifc.Condition;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.ifc.ServicePointTrigger;
import org.castbridge.ims.ifc.TriggerPoint;
import org.castbridge.ims.message.SessionCase;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;

/** Reads {@code InitialFilterCriteria} elements. */
final class CriteriaReader {
  private CriteriaReader() {}

  static InitialFilterCriteria criteria(XmlElement e) throws SubscribersException {
    Optional<XmlElement> trigger = e.child("TriggerPoint");
    return new InitialFilterCriteria(
        e.only("Priority").number(),
        trigger.isPresent() ? triggerPoint(trigger.get()) : null,
        server(e.only("ApplicationServer")));
  }

  /**
   * Priorities must be unique within a profile (TS 29.228 B.2.2): the chain is continued by them.
   */
  static void checkPriorities(List<InitialFilterCriteria> criteria, String where)
      throws SubscribersException {
    Set<Integer> seen = new HashSet<>();
    for (InitialFilterCriteria c : criteria) {
      if (!seen.add(c.priority())) {
        throw new SubscribersException(
            where + ": two InitialFilterCriteria have the priority " + c.priority());
      }
    }
  }

  private static ApplicationServer server(XmlElement e) throws SubscribersException {
    Optional<XmlElement> info = e.child("ServiceInfo");
    return new ApplicationServer(
        sipUri(e.only("ServerName")),
        DefaultHandling.ofCode(e.child("DefaultHandling").map(XmlElement::number).orElse(0)),
        info.isPresent() ? info.get().text() : null);
  }

  static String sipUri(XmlElement e) throws SubscribersException {
    String text = e.text();
    try {
      SipUri.parse(text);
      return text;
    } catch (SipUriException ex) {
      throw new SubscribersException(ex.getMessage(), ex);
    }
  }

  private static TriggerPoint triggerPoint(XmlElement e) throws SubscribersException {
    List<ServicePointTrigger> triggers = new ArrayList<>();
    for (XmlElement spt : e.children("SPT")) {
      Set<Integer> groups = new LinkedHashSet<>();
      spt.children("Group").forEach(g -> groups.add(g.number()));
      boolean negated = spt.child("ConditionNegated").map(XmlElement::truth).orElse(false);
      triggers.add(new ServicePointTrigger(negated, groups, condition(spt)));
    }
    return new TriggerPoint(e.only("ConditionTypeCNF").truth(), triggers);
  }

  private static Condition condition(XmlElement spt) throws SubscribersException {
    if (spt.child("RequestURI").isPresent()) {
      return new Condition.RequestUri(pattern(spt.only("RequestURI"), 0));
    }
    if (spt.child("Method").isPresent()) {
      String method = spt.only("Method").text().toUpperCase(Locale.ROOT);
      return new Condition.Method(method, registrationTypes(spt));
    }
    if (spt.child("SIPHeader").isPresent()) {
      XmlElement header = spt.only("SIPHeader");
      return new Condition.Header(
          pattern(header.only("Header"), Pattern.CASE_INSENSITIVE), content(header));
    }
    if (spt.child("SessionCase").isPresent()) {
      return new Condition.InSessionCase(SessionCase.ofCode(spt.only("SessionCase").number()));
    }
    XmlElement sdp = spt.only("SessionDescription");
    return new Condition.SessionDescription(
        pattern(sdp.only("Line"), Pattern.CASE_INSENSITIVE), content(sdp));
  }

  private static Set<RegistrationType> registrationTypes(XmlElement spt) {
    Set<RegistrationType> types = new LinkedHashSet<>();
    spt.child("Extension")
        .ifPresent(
            x ->
                x.children("RegistrationType")
                    .forEach(t -> types.add(RegistrationType.ofCode(t.number()))));
    return types;
  }

  private static Pattern content(XmlElement parent) throws SubscribersException {
    Optional<XmlElement> content = parent.child("Content");
    return content.isPresent() ? pattern(content.get(), 0) : null;
  }

  static Pattern pattern(XmlElement e, int flags) throws SubscribersException {
    String text = e.text();
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException ex) {
      throw new SubscribersException(
          "'" + text + "' is no regular expression: " + ex.getDescription(), ex);
    }
  }
}
