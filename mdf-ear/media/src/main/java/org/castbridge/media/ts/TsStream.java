/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

/** One PID that is listened to: its continuity counter, and who takes its payload. */
final class TsStream {
  /** How a packet follows the one before it (ISO/IEC 13818-1 section 2.4.3.3). */
  enum Continuity {
    CONTINUOUS,
    /** Sent twice, as is allowed once. */
    DUPLICATE,
    GAP
  }

  private final SectionAssembler sections;
  private final PesAssembler pes;
  private final Runnable onLoss;
  private int last = -1;
  private boolean repeated;

  private TsStream(SectionAssembler sections, PesAssembler pes, Runnable onLoss) {
    this.sections = sections;
    this.pes = pes;
    this.onLoss = onLoss;
  }

  static TsStream ofSections(SectionAssembler sections) {
    return new TsStream(sections, null, () -> {});
  }

  /**
   * @param onLoss told when packets are missing
   */
  static TsStream ofPes(PesAssembler pes, Runnable onLoss) {
    return new TsStream(null, pes, onLoss);
  }

  /**
   * @param announced discontinuity_indicator: the source says that it starts anew
   */
  Continuity continuity(int counter, boolean announced) {
    int before = last;
    last = counter;
    if (before < 0 || counter == ((before + 1) & 0x0F)) {
      repeated = false;
      return Continuity.CONTINUOUS;
    }
    if (counter == before && !repeated && !announced) {
      repeated = true;
      return Continuity.DUPLICATE;
    }
    repeated = false;
    return Continuity.GAP;
  }

  void lose() {
    if (pes == null) {
      sections.reset();
    } else {
      pes.lose();
      onLoss.run();
    }
  }

  void handle(byte[] b, int from, int to, boolean start) {
    if (pes == null) {
      sections.handle(b, from, to, start);
    } else {
      pes.handle(b, from, to, start);
    }
  }

  long damaged() {
    return pes == null ? 0 : pes.damaged();
  }
}
