package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.johndeere.world.Switches.Form;
import io.headland.simulator.johndeere.world.Switches.ListTotal;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PagingIT {
  private static final String LIST = "/platform/organizations";
  private static final String NO_PAGING = "x-deere-no-paging";
  private static final SimulatorOptions FIFTEEN = SimulatorOptions.defaults().withOrganizations(15);

  @Test
  void writesLinksAsRecordedInTheMatrixStyle() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      browser
          .control()
          .changeSwitches(s -> s.withPaging(PagingStyle.MATRIX).withLegacyPaging(Form.ACCEPT));
      String list = browser.base() + "/platform/organizations";

      JsonNode first = browser.getJson("/platform/organizations");
      JsonNode second = browser.getJson(GrowerBrowser.link(first, "nextPage").orElseThrow());

      assertThat(GrowerBrowser.rels(first)).containsExactly("self", "nextPage");
      assertThat(GrowerBrowser.link(first, "self")).contains(list);
      assertThat(GrowerBrowser.link(first, "nextPage")).contains(list + ";start=10;count=10");
      assertThat(GrowerBrowser.rels(second)).containsExactly("self", "previousPage");
      assertThat(GrowerBrowser.link(second, "self")).contains(list + ";start=10;count=10");
      assertThat(GrowerBrowser.link(second, "previousPage")).contains(list + ";start=0;count=10");
      assertThat(first.path("total").asInt()).isEqualTo(15);
      assertThat(second.path("total").asInt()).isEqualTo(15);
      assertThat(second.path("values").size()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leadsThroughTheWholeListOnceAndKeepsOtherParameters(PagingStyle style) {
    try (GrowerBrowser browser =
        GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(57))) {
      browser.control().changeSwitches(s -> s.withPaging(style).withLegacyPaging(Form.ACCEPT));
      List<String> ids = new ArrayList<>();
      Optional<String> next = Optional.of("/platform/organizations?showLinks=self");
      while (next.isPresent()) {
        JsonNode page = browser.getJson(next.get());
        ids.addAll(GrowerBrowser.ids(page));
        next = GrowerBrowser.link(page, "nextPage");
        next.ifPresent(uri -> assertThat(uri).contains("showLinks=self"));
      }

      assertThat(ids).hasSize(57);
      assertThat(new HashSet<>(ids)).hasSize(57);
    }
  }

  @Test
  void takesBothStylesAndCapsAPageAtAHundred() {
    try (GrowerBrowser browser =
        GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(120))) {
      browser.control().changeSwitches(s -> s.withLegacyPaging(Form.ACCEPT));
      List<String> matrix =
          GrowerBrowser.ids(
              browser.getJson("/platform/organizations;start=20;count=5?showLinks=none"));
      List<String> query =
          GrowerBrowser.ids(
              browser.getJson("/platform/organizations?pageOffset=20&itemLimit=5&showLinks=none"));

      assertThat(matrix).hasSize(5).isEqualTo(query);
      assertThat(browser.getJson("/platform/organizations?itemLimit=500").path("values").size())
          .isEqualTo(100);
      assertThat(browser.get("/platform/organizations?itemLimit=0").statusCode()).isEqualTo(400);
      assertThat(browser.get("/platform/organizations;start=x").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void answersBeyondTheEndWithNothingAndTheRightTotal() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      JsonNode page = browser.getJson("/platform/organizations?pageOffset=400&itemLimit=10");

      assertThat(page.path("values").size()).isZero();
      assertThat(page.path("total").asInt()).isEqualTo(15);
      assertThat(GrowerBrowser.rels(page)).containsExactly("self", "previousPage");
      assertThat(GrowerBrowser.link(page, "previousPage").orElseThrow()).contains("pageOffset=10&");
    }
  }

  @Test
  void switchesPagingOffOnRequest() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      JsonNode all = browser.getJson("/platform/organizations", NO_PAGING, "true");

      assertThat(all.path("values").size()).isEqualTo(15);
      assertThat(GrowerBrowser.rels(all)).containsExactly("self");
    }
  }

  @Test
  void ignoresOrRejectsTheHeaderThatSwitchesPagingOffWhenSwitchedSo() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      browser.control().changeSwitches(s -> s.withNoPaging(Form.IGNORE));
      assertThat(browser.getJson(LIST, NO_PAGING, "true").path("values").size()).isEqualTo(10);

      browser.control().changeSwitches(s -> s.withNoPaging(Form.FAIL).withRejectionStatus(403));
      assertThat(browser.get(LIST, NO_PAGING, "true").statusCode()).isEqualTo(403);
      assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void rejectsTheFormsOfBefore2024ByDefault() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      assertThat(browser.get(LIST, "No_Paging", "true").statusCode()).isEqualTo(400);
      assertThat(browser.get(LIST + ";start=0;count=5").statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 500})
  void rejectsAFormWithTheStatusThatIsWanted(int status) {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      browser.control().changeSwitches(s -> s.withRejectionStatus(status));

      assertThat(browser.get(LIST, "No_Paging", "true").statusCode()).isEqualTo(status);
    }
  }

  @Test
  void takesOrIgnoresTheFormsOfBefore2024WhenSwitchedSo() {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      browser.control().changeSwitches(s -> s.withLegacyPaging(Form.ACCEPT));
      assertThat(browser.getJson(LIST, "No_Paging", "true").path("values").size()).isEqualTo(15);
      assertThat(browser.getJson(LIST + ";start=0;count=5").path("values").size()).isEqualTo(5);

      browser.control().changeSwitches(s -> s.withLegacyPaging(Form.IGNORE));
      assertThat(browser.getJson(LIST, "No_Paging", "true").path("values").size()).isEqualTo(10);
      assertThat(browser.getJson(LIST + ";start=10;count=5").path("values").size()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void statesTheTotalInEachWay(ListTotal total) {
    try (GrowerBrowser browser = GrowerBrowser.to(FIFTEEN)) {
      browser.control().changeSwitches(s -> s.withListTotal(total));

      JsonNode stated = browser.getJson(LIST).path("total");

      assertThat(stated.toString())
          .isEqualTo(
              switch (total) {
                case NUMBER -> "15";
                case TEXT -> "\"15\"";
                case ABSENT -> "";
                case OF_PAGE -> "10";
                case TOO_HIGH -> "22";
              });
    }
  }

  @Test
  void keepsTheUserNameInPageLinks() {
    try (GrowerBrowser browser =
        GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(30))) {
      JsonNode page = browser.getJson("/platform/organizations?userName=demo.grower");

      assertThat(GrowerBrowser.link(page, "nextPage").orElseThrow())
          .endsWith("?userName=demo.grower&pageOffset=10&itemLimit=10");
    }
  }
}
