/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castbridge.iptv.scf.Leg.CALLER;
import static org.castbridge.iptv.scf.Leg.MCF;

import java.util.Random;
import org.castbridge.iptv.scf.CallState.Final;
import org.castbridge.iptv.scf.CallState.HangUp;
import org.castbridge.iptv.scf.CallState.InDialogue;
import org.castbridge.iptv.scf.CallState.Phase;
import org.castbridge.iptv.scf.CallState.Progress;
import org.junit.jupiter.api.Test;

class CallStateTest {
  private final CallState call = new CallState();

  private CallState answered() {
    assertThat(call.answer(200, false)).isEqualTo(Final.RELAY);
    return call;
  }

  @Test
  void provisionalResponsesGoThrough() {
    assertThat(call.provisional(100, false, true)).isEqualTo(Progress.DROP);
    assertThat(call.provisional(180, false, true)).isEqualTo(Progress.RELAY);
    assertThat(call.provisional(183, true, true)).isEqualTo(Progress.RELAY_RELIABLY);
    assertThat(call.provisional(183, true, false)).isEqualTo(Progress.RELAY_AND_PRACK);
  }

  @Test
  void aLateProvisionalResponseIsDropped() {
    answered();
    assertThat(call.provisional(180, false, true)).isEqualTo(Progress.DROP);
  }

  @Test
  void anErrorGoesThroughAndIsTheEnd() {
    assertThat(call.answer(488, false)).isEqualTo(Final.RELAY);
    assertThat(call.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void aRepeatedAnswerIsTheContainersMatterAndAForkIsDiscarded() {
    answered();
    assertThat(call.answer(200, false)).isEqualTo(Final.DROP);
    assertThat(call.answer(200, true)).isEqualTo(Final.ACK_AND_BYE);
    assertThat(call.answer(486, true)).isEqualTo(Final.DROP);
    assertThat(call.phase()).isEqualTo(Phase.ANSWERED);
  }

  @Test
  void cancelThenTheErrorIsSwallowed() {
    assertThat(call.cancel()).isTrue();
    assertThat(call.cancel()).isFalse();
    assertThat(call.provisional(180, false, true)).isEqualTo(Progress.DROP);
    assertThat(call.answer(487, false)).isEqualTo(Final.DROP);
    assertThat(call.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void cancelThenALateAnswerIsAcknowledgedAndHungUp() {
    call.cancel();
    assertThat(call.answer(200, false)).isEqualTo(Final.ACK_AND_BYE);
    assertThat(call.phase()).isEqualTo(Phase.ENDING);
  }

  @Test
  void cancelAfterTheAnswerIsTooLate() {
    answered();
    assertThat(call.cancel()).isFalse();
    assertThat(call.phase()).isEqualTo(Phase.ANSWERED);
  }

  @Test
  void byeOfEitherSideEndsTheOther() {
    answered();
    assertThat(call.bye(MCF)).isEqualTo(HangUp.BYE_OTHER);
    assertThat(call.bye(CALLER)).as("both at once").isEqualTo(HangUp.NOTHING);
    assertThat(call.phase()).isEqualTo(Phase.ENDING);
    call.over();
    assertThat(call.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void byeBeforeTheAnswerCancels() {
    assertThat(call.bye(CALLER)).isEqualTo(HangUp.CANCEL_OTHER);
    assertThat(call.answer(487, false)).isEqualTo(Final.DROP);
  }

  @Test
  void aByeOfTheMcfBeforeItsAnswerChangesNothing() {
    assertThat(call.bye(MCF)).isEqualTo(HangUp.NOTHING);
    assertThat(call.phase()).isEqualTo(Phase.TRYING);
  }

  @Test
  void offersMeetInGlare() {
    answered();
    assertThat(call.request(CALLER, true, true)).isEqualTo(InDialogue.RELAY);
    assertThat(call.request(MCF, true, true)).isEqualTo(InDialogue.GLARE);
    assertThat(call.request(MCF, false, true)).isEqualTo(InDialogue.GLARE);
    assertThat(call.request(CALLER, false, true)).isEqualTo(InDialogue.TOO_EARLY);
    assertThat(call.request(MCF, false, false)).as("INFO").isEqualTo(InDialogue.RELAY);
    assertThat(call.settled(CALLER, true, 200)).isFalse();
    assertThat(call.request(MCF, true, true)).isEqualTo(InDialogue.RELAY);
    assertThat(call.settled(MCF, true, 491)).isFalse();
    assertThat(call.request(CALLER, true, true)).isEqualTo(InDialogue.RELAY);
  }

  @Test
  void beforeTheAnswerThereIsUpdateButNoReinvite() {
    assertThat(call.request(CALLER, false, true)).isEqualTo(InDialogue.RELAY);
    assertThat(call.request(CALLER, true, true)).isEqualTo(InDialogue.TOO_EARLY);
  }

  @Test
  void afterTheEndNothingIsRelayed() {
    answered();
    call.bye(CALLER);
    assertThat(call.request(MCF, false, false)).isEqualTo(InDialogue.GONE);
    call.over();
    assertThat(call.request(CALLER, true, true)).isEqualTo(InDialogue.GONE);
  }

  @Test
  void aVanishedSideEndsTheSessionOnce() {
    answered();
    assertThat(call.settled(CALLER, false, 488)).isFalse();
    assertThat(call.settled(CALLER, false, 481)).isTrue();
    assertThat(call.settled(CALLER, false, 408)).isFalse();
    assertThat(call.fail()).isFalse();
    assertThat(call.phase()).isEqualTo(Phase.ENDING);
  }

  /** Whatever comes in whatever order: one final answer at most, and an end is an end. */
  @Test
  void holdsItsRulesUnderRandomEvents() {
    Random random = new Random(3261);
    for (int round = 0; round < 20_000; round++) {
      CallState state = new CallState();
      int finals = 0;
      int cancels = 0;
      int ends = 0;
      Phase last = Phase.TRYING;
      for (int event = 0; event < 12; event++) {
        Leg leg = random.nextBoolean() ? CALLER : MCF;
        switch (random.nextInt(7)) {
          case 0 -> state.provisional(183, random.nextBoolean(), random.nextBoolean());
          case 1 -> {
            int status = random.nextBoolean() ? 200 : 486;
            finals += state.answer(status, random.nextBoolean()) == Final.RELAY ? 1 : 0;
          }
          case 2 -> cancels += state.cancel() ? 1 : 0;
          case 3 -> {
            HangUp hangUp = state.bye(leg);
            cancels += hangUp == HangUp.CANCEL_OTHER ? 1 : 0;
            ends += hangUp == HangUp.BYE_OTHER ? 1 : 0;
          }
          case 4 -> {
            boolean reinvite = random.nextBoolean();
            InDialogue decision = state.request(leg, reinvite, reinvite || random.nextBoolean());
            boolean over = last != Phase.TRYING && last != Phase.ANSWERED;
            assertThat(decision == InDialogue.GONE).isEqualTo(over);
          }
          case 5 -> ends += state.settled(leg, true, random.nextBoolean() ? 481 : 200) ? 1 : 0;
          default -> ends += state.fail() ? 1 : 0;
        }
        assertThat(state.phase()).as("never back").isGreaterThanOrEqualTo(Phase.TRYING);
        boolean back = last != Phase.TRYING && state.phase() == Phase.TRYING;
        boolean revived = last == Phase.ENDED && state.phase() != Phase.ENDED;
        assertThat(back || revived).isFalse();
        last = state.phase();
      }
      assertThat(finals + cancels).isLessThanOrEqualTo(1);
      assertThat(ends).isLessThanOrEqualTo(1);
    }
  }
}
