/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TvaCatalogueTest {
  private static final TvaCatalogue CATALOGUE =
      new TvaCatalogue(
          "ims.test",
          List.of(
              new CatalogueItem(
                  "harbour",
                  "Harbour",
                  "Ships & cranes",
                  Duration.ofSeconds(40),
                  "Documentary",
                  0,
                  "posters/harbour.jpg",
                  "basic",
                  true,
                  "H264"),
              new CatalogueItem(
                  "a/b#c.d +%",
                  "Odd <id>", null, Duration.ofMillis(30_040), null, 12, null, null, null, null)));

  @Test
  void cataloguesSurviveWritingAndReading() throws XmlException {
    assertThat(TvaCatalogue.parse(CATALOGUE.toXml())).isEqualTo(CATALOGUE);
  }

  @Test
  void writesTvAnytime() {
    assertThat(CATALOGUE.toXml())
        .contains(
            "<TVAMain xmlns=\"urn:tva:metadata:2010\"",
            "<ProgramInformation programId=\"crid://ims.test/harbour\">",
            "<Title>Harbour</Title>",
            "<Duration>PT40S</Duration>",
            "cb:entitled=\"true\"",
            "<mpeg7:MinimumAge>12</mpeg7:MinimumAge>");
  }

  @Test
  void readsForeignCataloguesWithoutLocations() throws XmlException {
    String xml =
        """
        <TVAMain><ProgramDescription><ProgramInformationTable>
          <ProgramInformation programId="CRID://bds.tv/90780"><BasicDescription>
            <Title type="main">Der Film</Title><Duration>PT1H30M</Duration>
          </BasicDescription></ProgramInformation>
        </ProgramInformationTable></ProgramDescription></TVAMain>""";
    TvaCatalogue read = TvaCatalogue.parse(xml);
    assertThat(read.authority()).isEqualTo("bds.tv");
    assertThat(read.items().get(0).duration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(read.items().get(0).entitled()).isNull();
  }

  @Test
  void anEmptyCatalogueIsOne() throws XmlException {
    assertThat(TvaCatalogue.parse(new TvaCatalogue("", List.of()).toXml()).items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crid://ims.test/harbour | harbour            | programId
          crid://ims.test/harbour | crid://ims.test/   | programId
          crid://ims.test/harbour | crid://ims.test/%z | escape
          <Title>Harbour</Title>  | <Title/>           | title
          <Duration>PT40S         | <Duration>40       | duration
          <Duration>PT40S         | <Duration>PT-40S   | duration
          <Duration>PT40S         | <Duration>PT9999999999H | duration
          MinimumAge>0<           | MinimumAge>old<    | age
          TVAMain                 | TVAOther           | TV-Anytime
          """)
  void wrongValuesAreNamed(String right, String wrong, String message) {
    XmlException e =
        catchThrowableOfType(
            XmlException.class, () -> TvaCatalogue.parse(CATALOGUE.toXml().replace(right, wrong)));
    assertThat(e).isNotNull().hasMessageContaining(message);
    assertThat(e.line()).isPositive();
  }

  @Test
  void damagedDocumentsThrowOnlyTheirTypedException() {
    Random random = new Random(102822);
    String xml = CATALOGUE.toXml();
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 4_000);
    for (int i = 0; i < iterations; i++) {
      try {
        assertThat(TvaCatalogue.parse(Mutations.damage(xml, random)).toXml()).isNotEmpty();
      } catch (XmlException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 200)
  void anyCatalogueSurvivesWritingAndReading(@ForAll("items") List<CatalogueItem> items)
      throws XmlException {
    TvaCatalogue catalogue = new TvaCatalogue(items.isEmpty() ? "" : "ims.test", items);
    assertThat(TvaCatalogue.parse(catalogue.toXml())).isEqualTo(catalogue);
  }

  @Provide
  Arbitrary<List<CatalogueItem>> items() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withCharRange('!', '\ud7ff')
            .ofMinLength(1)
            .ofMaxLength(20)
            .filter(value -> value.equals(value.trim()));
    Arbitrary<Duration> durations =
        Arbitraries.longs().between(0, 100_000_000).map(Duration::ofMillis);
    return Combinators.combine(
            text, text, durations, Arbitraries.integers().between(0, 99), text.injectNull(0.3))
        .as(
            (id, title, duration, age, other) ->
                new CatalogueItem(
                    id, title, other, duration, other, age, other, other, age > 50, other))
        .list()
        .ofMaxSize(5)
        .uniqueElements(CatalogueItem::contentId);
  }
}
