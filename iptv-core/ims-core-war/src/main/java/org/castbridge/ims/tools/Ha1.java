/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.tools;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.castbridge.signalling.ims.DigestAlgorithm;

/** Prints the {@code Digest} element of a subscriber, so that no password need be stored. */
public final class Ha1 {
  private Ha1() {}

  /**
   * @param args private identity and realm; the password is asked for, or read as one line where
   *     there is no terminal
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println(
          "usage: java -cp 'ims-core/WEB-INF/classes:ims-core/WEB-INF/lib/*' "
              + Ha1.class.getName()
              + " USER REALM");
      System.err.println("  e.g. alice@ims.test ims.test");
      System.exit(2);
    }
    String password = password();
    if (password == null || password.isEmpty()) {
      System.err.println("no password given");
      System.exit(1);
    }
    print(args[0], args[1], password, System.out);
  }

  static void print(String user, String realm, String password, PrintStream out) {
    out.println("<Digest>");
    for (DigestAlgorithm a : DigestAlgorithm.values()) {
      out.printf(
          "  <HA1 algorithm=\"%s\">%s</HA1>%n", a.headerName(), a.ha1(user, realm, password));
    }
    out.println("</Digest>");
  }

  private static String password() throws IOException {
    Console console = System.console();
    if (console != null && System.in.available() == 0) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? null : new String(typed);
    }
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
  }
}
