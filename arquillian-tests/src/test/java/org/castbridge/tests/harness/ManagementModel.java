/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/** One server's management model, read over its management port with the local user. */
public final class ManagementModel {
  private final int port;

  ManagementModel(int port) {
    this.port = port;
  }

  /** Executes an operation; the result, or an error that says what the server said. */
  public ModelNode execute(ModelNode operation) {
    try (ModelControllerClient client =
        ModelControllerClient.Factory.create(
            "remote+http", InetAddress.getByName("127.0.0.1"), port)) {
      ModelNode answer = client.execute(operation);
      if (!"success".equals(answer.get("outcome").asString())) {
        throw new IllegalStateException(operation + " -> " + answer.get("failure-description"));
      }
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation on an address written as {@code subsystem=sip/connector=udp}. */
  public ModelNode execute(String address, String name, String... parameters) {
    ModelNode operation = new ModelNode();
    operation.get("operation").set(name);
    ModelNode list = operation.get("address").setEmptyList();
    for (String step : address.isEmpty() ? new String[0] : address.split("/")) {
      int equals = step.indexOf('=');
      list.add(step.substring(0, equals), step.substring(equals + 1));
    }
    for (int i = 0; i + 1 < parameters.length; i += 2) {
      operation.get(parameters[i]).set(parameters[i + 1]);
    }
    return execute(operation);
  }

  /** One attribute. */
  public ModelNode read(String address, String attribute) {
    return execute(address, "read-attribute", "name", attribute);
  }

  /** What the SIP container holds at this moment: name to count; all zero when nothing goes on. */
  public Map<String, Long> sipState() {
    Map<String, Long> state = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "sip-sessions",
          "application-sessions",
          "dialogs",
          "client-transactions",
          "server-transactions"
        }) {
      state.put(name, read("subsystem=sip", name).asLong());
    }
    return state;
  }

  /**
   * An attribute of one of our MBeans, named by its type: MediaDelivery, MediaControl,
   * SignallingGateway …
   */
  public long counter(String type, String attribute) {
    return ((Number) call(type, (server, name) -> server.getAttribute(name, attribute)))
        .longValue();
  }

  /** One figure of an attribute that is a table of rows by key, each of texts by name. */
  public String figure(String type, String attribute, String row, String figure) {
    TabularData table =
        (TabularData) call(type, (server, name) -> server.getAttribute(name, attribute));
    TabularData figures = (TabularData) valueOf(table, row);
    return (String) valueOf(figures, figure);
  }

  private static Object valueOf(TabularData map, String key) {
    CompositeData entry = map.get(new Object[] {key});
    if (entry == null) {
      throw new IllegalStateException("no " + key + " in " + map.keySet());
    }
    return entry.get("value");
  }

  /** Calls an operation of one of our MBeans that takes texts and int numbers. */
  public Object invoke(String type, String operation, Object... parameters) {
    String[] signature = new String[parameters.length];
    for (int i = 0; i < signature.length; i++) {
      signature[i] = parameters[i] instanceof Integer ? "int" : String.class.getName();
    }
    return call(type, (server, name) -> server.invoke(name, operation, parameters, signature));
  }

  private interface BeanCall {
    Object on(MBeanServerConnection server, ObjectName name) throws IOException, JMException;
  }

  @SuppressWarnings("BanJNDI") // the URL is our own server's
  private Object call(String type, BeanCall call) {
    try (JMXConnector connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + port), Map.of())) {
      return call.on(
          connector.getMBeanServerConnection(), new ObjectName("org.castbridge:type=" + type));
    } catch (IOException | JMException e) {
      throw new IllegalStateException(type + " on port " + port, e);
    }
  }

  /** Bytes of heap in use after a full collection. */
  public long heapAfterCollection() {
    collect();
    return read("core-service=platform-mbean/type=memory", "heap-memory-usage")
        .get("used")
        .asLong();
  }

  /**
   * Classes loaded after a full collection: those of undeployed archives are gone if nothing holds
   * them.
   */
  public long loadedClassesAfterCollection() {
    collect();
    return read("core-service=platform-mbean/type=class-loading", "loaded-class-count").asLong();
  }

  private void collect() {
    for (int i = 0; i < 3; i++) {
      execute("core-service=platform-mbean/type=memory", "gc");
    }
  }

  /**
   * Names of the live threads that are ours, sorted; without those of the bounded pool of DTLS
   * handshakes, which come and go by themselves.
   */
  public List<String> lastingThreads() {
    return execute(
            "core-service=platform-mbean/type=threading",
            "dump-all-threads",
            "locked-monitors",
            "false",
            "locked-synchronizers",
            "false")
        .asList()
        .stream()
        .map(thread -> thread.get("thread-name").asString())
        .filter(name -> name.startsWith("castbridge-") && !name.startsWith("castbridge-dtls"))
        .sorted()
        .toList();
  }

  /** Live threads of the server. */
  public int threads() {
    return read("core-service=platform-mbean/type=threading", "thread-count").asInt();
  }
}
