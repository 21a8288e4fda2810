/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.castbridge.ims.message.SessionCase;

/** One test on a request; patterns match if they are found anywhere (TS 29.228 annex F). */
public sealed interface Condition {

  boolean matches(Trial trial);

  /** The Request-URI holds the pattern. */
  record RequestUri(Pattern pattern) implements Condition {
    @Override
    public boolean matches(Trial trial) {
      return pattern.matcher(trial.request().requestUri()).find();
    }
  }

  /**
   * The method is this one and, for REGISTER, the kind is one of {@code types} unless that is
   * empty.
   */
  record Method(String method, Set<RegistrationType> types) implements Condition {
    public Method {
      types = Set.copyOf(types);
    }

    @Override
    public boolean matches(Trial trial) {
      return method.equals(trial.request().method())
          && (types.isEmpty()
              || (trial.registration() != null && types.contains(trial.registration())));
    }
  }

  /**
   * A header whose name holds {@code name} is there and, with {@code content}, one of its values
   * holds that.
   */
  record Header(Pattern name, Pattern content) implements Condition {
    @Override
    public boolean matches(Trial trial) {
      for (String header : trial.request().headerNames()) {
        if (name.matcher(header).matches() && contentMatches(trial.request().headers(header))) {
          return true;
        }
      }
      return false;
    }

    private boolean contentMatches(List<String> values) {
      return content == null || values.stream().anyMatch(v -> content.matcher(v).find());
    }
  }

  /** The request stands in this session case. */
  record InSessionCase(SessionCase sessionCase) implements Condition {
    @Override
    public boolean matches(Trial trial) {
      return sessionCase == trial.sessionCase();
    }
  }

  /** An SDP line of the type {@code line} is there and, with {@code content}, holds that. */
  record SessionDescription(Pattern line, Pattern content) implements Condition {
    @Override
    public boolean matches(Trial trial) {
      return trial
          .request()
          .sessionDescription()
          .lines()
          .filter(l -> l.length() >= 2 && l.charAt(1) == '=')
          .filter(l -> line.matcher(l.substring(0, 1).toLowerCase(Locale.ROOT)).matches())
          .anyMatch(l -> content == null || content.matcher(l.substring(2)).find());
    }
  }
}
