/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import java.util.concurrent.atomic.LongAdder;
import org.castbridge.sgw.control.Output;
import org.castbridge.sgw.control.ServerMessage;

/** Counts what the gateway does. */
final class GatewayFigures {
  private final LongAdder registrations = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder sip = new LongAdder();
  private final LongAdder rtsp = new LongAdder();
  private final LongAdder xa = new LongAdder();
  private final LongAdder errors = new LongAdder();

  void registered() {
    registrations.increment();
  }

  void count(Output output) {
    if (output instanceof Output.Sip) {
      sip.increment();
    } else if (output instanceof Output.Control) {
      rtsp.increment();
    } else if (output instanceof Output.FetchCatalogue || output instanceof Output.FetchChannels) {
      xa.increment();
    } else if (output instanceof Output.ToBrowser message) {
      count(message.message());
    }
  }

  private void count(ServerMessage message) {
    if (message instanceof ServerMessage.Error) {
      errors.increment();
    } else if (message instanceof ServerMessage.Answer) {
      opened.increment();
    }
  }

  long registrations() {
    return registrations.sum();
  }

  long opened() {
    return opened.sum();
  }

  long sip() {
    return sip.sum();
  }

  long rtsp() {
    return rtsp.sum();
  }

  long xa() {
    return xa.sum();
  }

  long errors() {
    return errors.sum();
  }
}
