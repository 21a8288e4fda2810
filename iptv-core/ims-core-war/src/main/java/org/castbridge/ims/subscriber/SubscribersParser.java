/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads a subscribers file ({@code subscribers-1.xsd}); text may hold {@code ${name:default}}
 * expressions.
 */
public final class SubscribersParser {
  private static final String SCHEMA = "subscribers-1.xsd";

  private final Expressions expressions;
  private final Schema schema;

  /**
   * @param lookup gives the value of a configuration name, for expressions
   */
  public SubscribersParser(Function<String, Optional<String>> lookup) {
    expressions = new Expressions(lookup);
    URL url = SubscribersParser.class.getResource(SCHEMA);
    try {
      schema = SchemaFactory.newDefaultInstance().newSchema(url);
    } catch (SAXException e) {
      throw new IllegalStateException("the schema shipped with this class is broken", e);
    }
  }

  /**
   * @throws SubscribersException naming line and fault for bad XML, else the subscriber and the
   *     fault
   * @throws IOException if the stream cannot be read
   */
  public SubscriberDirectory parse(InputStream in) throws SubscribersException, IOException {
    XmlElement root = new XmlElement(document(in).getDocumentElement(), expressions);
    Map<Integer, List<InitialFilterCriteria>> shared = new HashMap<>();
    for (XmlElement set : root.children("SharedIFCSet")) {
      int id = set.only("ID").number();
      if (shared.put(id, criteria(set)) != null) {
        throw new SubscribersException("two SharedIFCSet have the ID " + id);
      }
    }
    List<PublicServiceIdentity> services = new ArrayList<>();
    for (XmlElement e : root.children("PublicServiceIdentity")) {
      services.add(service(e));
    }
    List<Subscription> subscriptions = new ArrayList<>();
    for (XmlElement e : root.children("IMSSubscription")) {
      subscriptions.add(subscription(e, shared));
    }
    try {
      return new SubscriberDirectory(subscriptions, services);
    } catch (IllegalArgumentException e) {
      throw new SubscribersException(e.getMessage(), e);
    }
  }

  private Document document(InputStream in) throws SubscribersException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setSchema(schema);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(in);
    } catch (SAXParseException e) {
      throw new SubscribersException("line " + e.getLineNumber() + ": " + e.getMessage(), e);
    } catch (SAXException e) {
      throw new SubscribersException(e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform's parser lacks a standard feature", e);
    }
  }

  private static Subscription subscription(
      XmlElement e, Map<Integer, List<InitialFilterCriteria>> shared) throws SubscribersException {
    String impi = e.only("PrivateID").text();
    try {
      List<ServiceProfile> profiles = new ArrayList<>();
      for (XmlElement p : e.children("ServiceProfile")) {
        profiles.add(profile(p, shared));
      }
      return new Subscription(impi, secrets(e.only("Digest")), profiles);
    } catch (SubscribersException ex) {
      throw new SubscribersException("subscriber " + impi + ": " + ex.getMessage(), ex);
    }
  }

  private static Map<DigestAlgorithm, String> secrets(XmlElement digest)
      throws SubscribersException {
    Map<DigestAlgorithm, String> ha1 = new EnumMap<>(DigestAlgorithm.class);
    for (XmlElement e : digest.children("HA1")) {
      String token = e.element().getAttribute("algorithm");
      DigestAlgorithm algorithm = DigestAlgorithm.of(token).orElseThrow();
      String hash = e.text().toLowerCase(Locale.ROOT);
      if (!hash.matches("[0-9a-f]{" + algorithm.hexLength() + "}")) {
        throw new SubscribersException(
            "the HA1 of " + token + " is not " + algorithm.hexLength() + " hex digits");
      }
      if (ha1.put(algorithm, hash) != null) {
        throw new SubscribersException("the HA1 of " + token + " stands twice");
      }
    }
    return ha1;
  }

  private static ServiceProfile profile(
      XmlElement e, Map<Integer, List<InitialFilterCriteria>> shared) throws SubscribersException {
    List<PublicIdentity> identities = new ArrayList<>();
    for (XmlElement i : e.children("PublicIdentity")) {
      boolean barred = i.child("BarringIndication").map(XmlElement::truth).orElse(false);
      identities.add(new PublicIdentity(addressOfRecord(i.only("Identity")), barred));
    }
    List<InitialFilterCriteria> criteria = new ArrayList<>(criteria(e));
    for (XmlElement x : e.children("Extension")) {
      for (XmlElement ref : x.children("SharedIFCSetID")) {
        List<InitialFilterCriteria> set = shared.get(ref.number());
        if (set == null) {
          throw new SubscribersException("there is no SharedIFCSet " + ref.number());
        }
        criteria.addAll(set);
      }
    }
    CriteriaReader.checkPriorities(criteria, identities.get(0).identity());
    return new ServiceProfile(identities, criteria);
  }

  private static List<InitialFilterCriteria> criteria(XmlElement parent)
      throws SubscribersException {
    List<InitialFilterCriteria> criteria = new ArrayList<>();
    for (XmlElement c : parent.children("InitialFilterCriteria")) {
      criteria.add(CriteriaReader.criteria(c));
    }
    return criteria;
  }

  private static PublicServiceIdentity service(XmlElement e) throws SubscribersException {
    String server = CriteriaReader.sipUri(e.only("ServerName"));
    Optional<XmlElement> exact = e.child("Identity");
    String regex =
        exact.isPresent()
            ? Pattern.quote(addressOfRecord(exact.get()))
            : wildcard(e.only("WildcardedPSI").text());
    try {
      return new PublicServiceIdentity(
          Pattern.compile(regex), server, e.attributeIsTrue("trustedOnly"));
    } catch (PatternSyntaxException ex) {
      throw new SubscribersException(
          "the WildcardedPSI " + regex + " is no regular expression", ex);
    }
  }

  /** {@code sip:chat-!.*!@home} : literal text around one regular expression. */
  private static String wildcard(String text) throws SubscribersException {
    int first = text.indexOf('!');
    int last = text.lastIndexOf('!');
    if (first < 0 || first == last) {
      throw new SubscribersException("the WildcardedPSI " + text + " has no !expression!");
    }
    return Pattern.quote(text.substring(0, first))
        + "(?:"
        + text.substring(first + 1, last)
        + ")"
        + Pattern.quote(text.substring(last + 1));
  }

  private static String addressOfRecord(XmlElement e) throws SubscribersException {
    try {
      return SipUri.parse(e.text()).addressOfRecord();
    } catch (SipUriException ex) {
      throw new SubscribersException(ex.getMessage(), ex);
    }
  }

  /** A document that breaks its schema is of no use, however slightly. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
