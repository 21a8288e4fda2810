/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Janus from Debian's package, with a configuration of its own: the streaming plugin, one RTP
 * mountpoint, the HTTP API, nothing else.
 */
public final class Janus implements Server {
  public static final int MOUNTPOINT = 1;
  private static final Path PROGRAM = Path.of("/usr/bin/janus");

  private final Process process;
  private final int httpPort;

  private Janus(Process process, int httpPort) {
    this.process = process;
    this.httpPort = httpPort;
  }

  /** Whether it is on this machine. */
  public static boolean installed() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder for its configuration and log
   * @param videoPort where it takes the picture; the sound two above
   */
  public static Janus start(Path folder, int httpPort, int videoPort)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    System.err.println("bench: starting Janus, configuration in " + folder + " ...");
    write(folder, "janus.jcfg", general());
    write(folder, "janus.transport.http.jcfg", http(httpPort));
    write(folder, "janus.plugin.streaming.jcfg", mountpoint(videoPort));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-F", folder.toString())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("janus.log").toFile())
            .start();
    Janus janus = new Janus(process, httpPort);
    Runtime.getRuntime().addShutdownHook(new Thread(janus::close));
    janus.await(folder);
    return janus;
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String general() {
    String lib = folderOfPlugins();
    return "general: { plugins_folder = \""
        + (lib + "/plugins\"\n transports_folder = \"" + lib + "/transports\"\n")
        + (" events_folder = \"" + lib + "/events\"\n loggers_folder = \"" + lib + "/loggers\"\n")
        + " debug_level = 3\n session_timeout = 0 }\n"
        + "media: { ipv6 = false }\nnat: { ice_ignore_list = \"vmnet\" }\n"
        + "plugins: { disable = \"libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,"
        + "libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,"
        + "libjanus_textroom.so,libjanus_videocall.so,libjanus_videoroom.so,"
        + "libjanus_voicemail.so\" }\n"
        + "transports: { disable = \"libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,"
        + "libjanus_rabbitmq.so,libjanus_websockets.so\" }\n"
        + "loggers: { }\nevents: { }\n";
  }

  private static String folderOfPlugins() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    return "/usr/lib/" + arch + "-linux-gnu/janus";
  }

  private static String http(int port) {
    return "general: { json = \"compact\"\n base_path = \"/janus\"\n http = true\n port = "
        + (port + "\n ip = \"127.0.0.1\"\n https = false }\nadmin: { admin_http = false }\n");
  }

  private static String mountpoint(int videoPort) {
    return "bench: { type = \"rtp\"\n id = "
        + (MOUNTPOINT + "\n description = \"bench\"\n media = (\n")
        + (" { type = \"audio\"\n mid = \"a\"\n port = " + (videoPort + 2))
        + "\n pt = 97\n codec = \"opus\" },\n"
        + (" { type = \"video\"\n mid = \"v\"\n port = " + videoPort)
        + "\n pt = 96\n codec = \"h264\"\n"
        + " fmtp = \"packetization-mode=1;profile-level-id=42e01f\" } ) }\n";
  }

  private void await(Path folder) throws IOException, InterruptedException {
    for (int i = 0; i < 100 && process.isAlive(); i++) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress("127.0.0.1", httpPort), 100);
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    close();
    throw new IOException("Janus did not start, see " + folder.resolve("janus.log"));
  }

  /** Where its API is. */
  public URI api() {
    return URI.create("http://127.0.0.1:" + httpPort + "/janus");
  }

  @Override
  public String name() {
    return "Janus";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessTimes times() {
    return ProcessTimes.of(process.pid(), "hloop");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
