/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Asked;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Judgement;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Refused;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Taken;
import org.castbridge.signalling.ims.IptvProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionPolicyTest {
  private static final String EVENT = IptvProfile.ETSI.discoveryEvent();
  private static final List<String> ACCEPT = List.of(IptvProfile.ETSI.discoveryType());
  private static final SubscriptionPolicy POLICY =
      new SubscriptionPolicy(IptvProfile.ETSI, "sdf", "ims.test", 3600, 60, 86400);

  private static Judgement judge(String user, String event, List<String> accept, int expires) {
    return POLICY.initial(new Asked(user, "ims.test", event, accept, expires));
  }

  private static void assertRefused(Judgement judgement, int status, String header, String value) {
    assertThat(judgement).isInstanceOf(Refused.class);
    Refused refused = (Refused) judgement;
    assertThat(refused.refusal().status()).isEqualTo(status);
    assertThat(refused.refusal().text()).isNotBlank();
    assertThat(refused.header()).isEqualTo(header);
    assertThat(refused.value()).isEqualTo(value);
  }

  @Test
  void takesWhatTheSgwSends() {
    assertThat(judge("sdf", EVENT, ACCEPT, 7200)).isEqualTo(new Taken(7200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ua-profile",
        "UA-Profile ; profile-type=application",
        "ua-profile;profile-type=\"application\";appids=\"urn:x;y,urn:org:etsi:ngn:applications:ipTV-Service-Provider-Discovery\";id=7"
      })
  void takesSparserAndRicherEvents(String event) {
    assertThat(judge("sdf", event, List.of(), -1)).isEqualTo(new Taken(3600));
  }

  @ParameterizedTest
  @CsvSource({"-1, 3600", "0, 0", "60, 60", "86400, 86400", "999999, 86400"})
  void grantsADuration(int asked, int granted) {
    assertThat(judge("sdf", EVENT, ACCEPT, asked)).isEqualTo(new Taken(granted));
    assertThat(POLICY.duration(asked)).isEqualTo(new Taken(granted));
  }

  @Test
  void tooBriefIs423() {
    assertRefused(judge("sdf", EVENT, ACCEPT, 59), 423, "Min-Expires", "60");
    assertRefused(POLICY.duration(1), 423, "Min-Expires", "60");
  }

  @ParameterizedTest
  @ValueSource(strings = {"presence", "reg", "", ";x", "ua-profile.winfo"})
  void anotherPackageIs489(String event) {
    assertRefused(judge("sdf", event, ACCEPT, 60), 489, "Allow-Events", "ua-profile");
  }

  @Test
  void noPackageAtAllIs489() {
    assertRefused(judge("sdf", null, ACCEPT, 60), 489, "Allow-Events", "ua-profile");
  }

  @Test
  void anUnknownIdentityProfileOrApplicationIs404() {
    assertRefused(judge("cod-harbour", EVENT, ACCEPT, 60), 404, null, null);
    assertRefused(judge(null, EVENT, ACCEPT, 60), 404, null, null);
    assertRefused(judge("sdf", "ua-profile;profile-type=device", ACCEPT, 60), 404, null, null);
    assertRefused(judge("sdf", IptvProfile.OIPF.discoveryEvent(), ACCEPT, 60), 404, null, null);
    SubscriptionPolicy oipf =
        new SubscriptionPolicy(IptvProfile.OIPF, "OIPF_IPTV_SPD", "ims.test", 3600, 60, 86400);
    Asked elsewhere =
        new Asked("OIPF_IPTV_SPD", "other.test", IptvProfile.OIPF.discoveryEvent(), List.of(), 60);
    assertRefused(oipf.initial(elsewhere), 404, null, null);
  }

  @Test
  void anotherMediaTypeIs406() {
    assertRefused(
        judge("sdf", EVENT, List.of("application/sdp, text/plain"), 60),
        406,
        "Accept",
        "application/vnd.etsi.iptvdiscovery+xml");
    assertThat(judge("sdf", EVENT, List.of("application/sdp", "*/*;q=0.1"), 60))
        .isEqualTo(new Taken(60));
  }
}
