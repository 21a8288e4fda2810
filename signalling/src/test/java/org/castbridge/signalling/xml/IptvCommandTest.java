/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.castbridge.signalling.ims.IptvProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IptvCommandTest {
  private static final Instant TIME = Instant.parse("2026-11-22T20:15:07.250Z");

  @ParameterizedTest
  @EnumSource(IptvProfile.class)
  void survivesWritingAndReading(IptvProfile profile) throws XmlException {
    for (IptvCommand command :
        List.of(
            IptvCommand.switchTo("two:ims.test"),
            IptvCommand.switchToTimeShift("one:ims.test", TIME),
            IptvCommand.switchToTimeShift("one:ims.test", null),
            IptvCommand.switchToBroadcast("one"),
            IptvCommand.switchToBroadcast(null))) {
      assertThat(IptvCommand.parse(command.toXml(profile))).isEqualTo(command);
    }
  }

  @Test
  void reportsAZapAsTheProfileHasIt() {
    IptvCommand zap = IptvCommand.switchTo("two:ims.test");
    assertThat(zap.toXml(IptvProfile.OIPF))
        .contains("<ImsPssMbmsCommand", "<MbmsSwitch><MbmsSwitchData><ServiceId>two:ims.test<");
    assertThat(zap.toXml(IptvProfile.ETSI))
        .contains("<IPTVActionDataCommand", "<Notify>", "<BCServiceId>two:ims.test<");
  }

  @Test
  void readsWhatOthersWrite() throws XmlException {
    String xml =
        """
        <x:IPTVAction xmlns:x="urn:x"><x:SwitchToTM><x:IPTVBcActionData><x:BCBookmark>
          <x:BCServiceId> one:ims.test </x:BCServiceId><x:ProgrammeId>7</x:ProgrammeId>
          <x:Bookmark>2026-11-22T21:15:07.250+01:00</x:Bookmark>
        </x:BCBookmark></x:IPTVBcActionData></x:SwitchToTM></x:IPTVAction>""";
    assertThat(IptvCommand.parse(xml))
        .isEqualTo(IptvCommand.switchToTimeShift("one:ims.test", TIME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <a/>                                                                   | command
          <a><SwitchToTM/></a>                                                   | service
          <a><Notify><BCServiceId/></Notify></a>                                 | service
          <a><MbmsSwitch><BCServiceId>x</BCServiceId></MbmsSwitch></a>           | service
          <a><SwitchToTM><BCServiceId>x</BCServiceId><Bookmark>noon</Bookmark></SwitchToTM></a> | time
          <a>                                                                    | well-formed
          """)
  void wrongCommandsAreNamed(String xml, String message) {
    assertThatThrownBy(() -> IptvCommand.parse(xml))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void damagedCommandsThrowOnlyTheirTypedException() {
    Random random = new Random(26237);
    String xml = IptvCommand.switchToTimeShift("one:ims.test", TIME).toXml(IptvProfile.ETSI);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 6_000);
    for (int i = 0; i < iterations; i++) {
      try {
        assertThat(IptvCommand.parse(Mutations.damage(xml, random)).kind()).isNotNull();
      } catch (XmlException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
