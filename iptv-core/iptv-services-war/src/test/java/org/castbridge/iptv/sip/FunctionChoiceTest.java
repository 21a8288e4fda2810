/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.ServiceIdentities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionChoiceTest {
  private static final ServiceIdentities IDENTITIES =
      ServiceIdentities.of(IptvProfile.OIPF, "ims.test");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "sdf, OIPF_IPTV_SPD, SUBSCRIBE, SDF",
        "scf, OIPF_IPTV_CoD_Service_harbour, INVITE, SCF",
        "SCF, -, INVITE, SCF",
        "scf, OIPF_IPTV_SPD, SUBSCRIBE, SCF",
        "-, sdf, REGISTER, SDF",
        "-, scf, REGISTER, SCF",
        "-, OIPF_IPTV_SPD, OPTIONS, SDF",
        "-, OIPF_IPTV_CoD_Service_x, OPTIONS, SCF",
        "-, nobody, SUBSCRIBE, SDF",
        "isc, nobody, INVITE, SCF",
        "-, nobody, REGISTER, -",
        "-, -, MESSAGE, -",
      })
  void routeThenRequestUriThenMethod(
      String routeUser, String requestUser, String method, FunctionChoice expected) {
    assertThat(FunctionChoice.of(routeUser, requestUser, method, IDENTITIES).orElse(null))
        .isEqualTo(expected);
  }
}
