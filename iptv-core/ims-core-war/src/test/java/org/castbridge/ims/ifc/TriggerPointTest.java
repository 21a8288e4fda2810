/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.castbridge.ims.Requests;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SessionCase;
import org.junit.jupiter.api.Test;

class TriggerPointTest {
  private static final Condition INVITE = new Condition.Method("INVITE", Set.of());
  private static final Condition MESSAGE = new Condition.Method("MESSAGE", Set.of());
  private static final Condition FILM = new Condition.RequestUri(Pattern.compile("^sip:cod-"));

  private static Trial trial(RequestView view) {
    return new Trial(view, SessionCase.ORIGINATING, null);
  }

  private static ServicePointTrigger spt(int group, Condition c) {
    return new ServicePointTrigger(false, Set.of(group), c);
  }

  private static final Trial FILM_INVITE =
      trial(Requests.view("INVITE", "sip:cod-harbour@ims.test"));
  private static final Trial FILM_MESSAGE =
      trial(Requests.view("MESSAGE", "sip:cod-harbour@ims.test"));
  private static final Trial FILM_REFER = trial(Requests.view("REFER", "sip:cod-harbour@ims.test"));
  private static final Trial CALL = trial(Requests.view("INVITE", "sip:bob@ims.test"));

  @Test
  void conjunctiveFormIsAnAndOfOrs() {
    TriggerPoint t = new TriggerPoint(true, List.of(spt(0, INVITE), spt(0, MESSAGE), spt(1, FILM)));
    assertThat(t.fires(FILM_INVITE)).isTrue();
    assertThat(t.fires(FILM_MESSAGE)).isTrue();
    assertThat(t.fires(FILM_REFER)).isFalse();
    assertThat(t.fires(CALL)).isFalse();
  }

  @Test
  void disjunctiveFormIsAnOrOfAnds() {
    TriggerPoint t =
        new TriggerPoint(false, List.of(spt(0, INVITE), spt(0, FILM), spt(1, MESSAGE)));
    assertThat(t.fires(FILM_INVITE)).isTrue();
    assertThat(t.fires(FILM_MESSAGE)).isTrue();
    assertThat(t.fires(FILM_REFER)).isFalse();
    assertThat(t.fires(CALL)).isFalse();
  }

  @Test
  void aConditionMayBeNegatedAndInSeveralGroups() {
    ServicePointTrigger notFilm = new ServicePointTrigger(true, Set.of(0, 1), FILM);
    TriggerPoint t = new TriggerPoint(false, List.of(notFilm, spt(0, INVITE), spt(1, MESSAGE)));
    assertThat(t.fires(CALL)).isTrue();
    assertThat(t.fires(FILM_INVITE)).isFalse();
    assertThat(t.fires(FILM_MESSAGE)).isFalse();
  }

  /** De Morgan: an AND of ORs is the opposite of the OR of ANDs of the opposites. */
  @Property(tries = 500)
  void formsAreEachOthersOpposite(@ForAll long seed) {
    Random random = new Random(seed);
    List<ServicePointTrigger> plain = new ArrayList<>();
    List<ServicePointTrigger> opposite = new ArrayList<>();
    Condition[] conditions = {INVITE, MESSAGE, FILM};
    for (int i = 0; i <= random.nextInt(6); i++) {
      boolean negated = random.nextBoolean();
      Set<Integer> groups = Set.of(random.nextInt(3));
      Condition c = conditions[random.nextInt(3)];
      plain.add(new ServicePointTrigger(negated, groups, c));
      opposite.add(new ServicePointTrigger(!negated, groups, c));
    }
    for (Trial t : List.of(FILM_INVITE, FILM_MESSAGE, FILM_REFER, CALL)) {
      assertThat(new TriggerPoint(true, plain).fires(t))
          .isNotEqualTo(new TriggerPoint(false, opposite).fires(t));
    }
  }

  @Test
  void headersAreFoundByNameAndContent() {
    Trial t =
        trial(Requests.view("SUBSCRIBE", "sip:sdf@ims.test", "Event: ua-profile;x=y", "Accept: a"));
    assertThat(header("event", "^ua-profile").matches(t)).isTrue();
    assertThat(header("Event", "^presence").matches(t)).isFalse();
    assertThat(header("Ev", null).matches(t)).isFalse();
    assertThat(header("accept|x-other", null).matches(t)).isTrue();
    assertThat(header("Supported", null).matches(t)).isFalse();
  }

  private static Condition header(String name, String content) {
    return new Condition.Header(
        Pattern.compile(name, Pattern.CASE_INSENSITIVE),
        content == null ? null : Pattern.compile(content));
  }

  @Test
  void sessionDescriptionIsLookedThroughLineByLine() {
    Trial t =
        trial(
            Requests.withSdp(
                Requests.view("INVITE", "sip:x@y"),
                "v=0\r\nm=video 9 RTP/AVP 33\r\na=recvonly\r\n"));
    assertThat(sdp("m", "^video").matches(t)).isTrue();
    assertThat(sdp("m", "^audio").matches(t)).isFalse();
    assertThat(sdp("a", null).matches(t)).isTrue();
    assertThat(sdp("b", null).matches(t)).isFalse();
  }

  private static Condition sdp(String line, String content) {
    return new Condition.SessionDescription(
        Pattern.compile(line), content == null ? null : Pattern.compile(content));
  }

  @Test
  void registerCanBeNarrowedToItsKind() {
    Condition first =
        new Condition.Method("REGISTER", Set.of(RegistrationType.INITIAL_REGISTRATION));
    RequestView register = Requests.view("REGISTER", "sip:ims.test");
    assertThat(
            first.matches(
                new Trial(
                    register, SessionCase.ORIGINATING, RegistrationType.INITIAL_REGISTRATION)))
        .isTrue();
    assertThat(
            first.matches(
                new Trial(register, SessionCase.ORIGINATING, RegistrationType.DE_REGISTRATION)))
        .isFalse();
    assertThat(first.matches(trial(register))).isFalse();
  }

  @Test
  void theNextRuleIsTheFirstThatFiresAfterThePriority() {
    ApplicationServer as = new ApplicationServer("sip:as", DefaultHandling.SESSION_CONTINUED, null);
    InitialFilterCriteria always = new InitialFilterCriteria(1, null, as);
    InitialFilterCriteria film =
        new InitialFilterCriteria(5, new TriggerPoint(true, List.of(spt(0, FILM))), as);
    InitialFilterCriteria last = new InitialFilterCriteria(9, null, as);
    List<InitialFilterCriteria> all = List.of(always, film, last);
    assertThat(InitialFilterCriteria.next(all, -1, CALL)).contains(always);
    assertThat(InitialFilterCriteria.next(all, 1, CALL)).contains(last);
    assertThat(InitialFilterCriteria.next(all, 1, FILM_INVITE)).contains(film);
    assertThat(InitialFilterCriteria.next(all, 9, FILM_INVITE)).isEmpty();
  }
}
