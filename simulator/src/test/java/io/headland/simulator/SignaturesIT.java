package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.johndeere.world.Switches.Changed;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import io.headland.simulator.johndeere.world.Switches.FirstSignature;
import io.headland.simulator.johndeere.world.Switches.Unchanged;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignaturesIT {
  private static final String LIST = "/platform/organizations";
  private static final String SIGNATURE = "x-deere-signature";

  private final GrowerBrowser browser =
      GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(25));

  @AfterEach
  void close() {
    browser.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nil", "7r5392615e4b4e1c92018026f47109bb"})
  void answersAFirstOrUnknownSignatureWithTheWholeListAndANewOne(String first) {
    HttpResponse<String> response = browser.get(LIST, SIGNATURE, first);

    assertThat(GrowerBrowser.ids(GrowerBrowser.json(response))).hasSize(25);
    assertThat(GrowerBrowser.rels(GrowerBrowser.json(response))).containsExactly("self");
    assertThat(GrowerBrowser.header(response, SIGNATURE)).matches("[0-9a-f]{32}");
  }

  @Test
  void answersAnUnchangedSignatureWith304AndRepeatsIt() {
    String signature = GrowerBrowser.header(browser.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = browser.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(GrowerBrowser.header(again, SIGNATURE)).isEqualTo(signature);
  }

  @Test
  void answersAnUnchangedSignatureWithTheSameOneWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withSignatureUnchanged(Unchanged.SAME_SIGNATURE));
    String signature = GrowerBrowser.header(browser.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = browser.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.ids(GrowerBrowser.json(again))).hasSize(25);
    assertThat(GrowerBrowser.header(again, SIGNATURE)).isEqualTo(signature);
  }

  @Test
  void answersAChangeWithTheWholeListByDefault() {
    HttpResponse<String> first = browser.get(LIST, SIGNATURE, "nil");
    String id = GrowerBrowser.ids(GrowerBrowser.json(first)).getFirst();
    browser.control().rename(id, "Renamed");

    HttpResponse<String> changed =
        browser.get(LIST, SIGNATURE, GrowerBrowser.header(first, SIGNATURE));

    assertThat(GrowerBrowser.ids(GrowerBrowser.json(changed))).hasSize(25);
    assertThat(GrowerBrowser.header(changed, SIGNATURE))
        .isNotEqualTo(GrowerBrowser.header(first, SIGNATURE));
  }

  @Test
  void answersAChangeWithADeltaAndDeleteLinksWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withSignatureChanged(Changed.DELTA));
    HttpResponse<String> first = browser.get(LIST, SIGNATURE, "nil");
    String renamed = GrowerBrowser.ids(GrowerBrowser.json(first)).get(0);
    String gone = GrowerBrowser.ids(GrowerBrowser.json(first)).get(9);
    browser.control().rename(renamed, "Renamed");
    browser.control().removeOrganization(gone);

    HttpResponse<String> changed =
        browser.get(LIST, SIGNATURE, GrowerBrowser.header(first, SIGNATURE));

    JsonNode body = GrowerBrowser.json(changed);
    assertThat(GrowerBrowser.ids(body)).containsExactly(renamed, gone);
    assertThat(body.path("values").get(0).path("name").asString()).isEqualTo("Renamed");
    assertThat(GrowerBrowser.link(body.path("values").get(1), "delete"))
        .contains(browser.base() + LIST + "/" + gone);
    HttpResponse<String> quiet =
        browser.get(LIST, SIGNATURE, GrowerBrowser.header(changed, SIGNATURE));
    assertThat(quiet.statusCode()).isEqualTo(304);
  }

  @Test
  void keepsSignaturesApartByAddress() {
    String signature = GrowerBrowser.header(browser.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    assertThat(browser.get(LIST + "?orgName=a", SIGNATURE, signature).statusCode()).isEqualTo(200);
  }

  @Test
  void ignoresPagingForACallerWithASignature() {
    JsonNode body = browser.getJson(LIST + "?itemLimit=5&pageOffset=5", SIGNATURE, "nil");

    assertThat(GrowerBrowser.ids(body)).hasSize(25);
  }

  @Test
  void answersAnUnchangedSignatureWithNoneWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withSignatureUnchanged(Unchanged.NO_SIGNATURE));
    String signature = GrowerBrowser.header(browser.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = browser.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.ids(GrowerBrowser.json(again))).hasSize(25);
    assertThat(GrowerBrowser.header(again, SIGNATURE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"BLANK, '', nil", "NIL, nil, ''"})
  void takesOneFirstValueWhenSwitchedSo(FirstSignature first, String taken, String ignored) {
    browser.control().changeSwitches(s -> s.withFirstSignature(first));

    assertThat(GrowerBrowser.header(browser.get(LIST, SIGNATURE, taken), SIGNATURE)).isNotEmpty();
    HttpResponse<String> page = browser.get(LIST, SIGNATURE, ignored);
    assertThat(GrowerBrowser.header(page, SIGNATURE)).isEmpty();
    assertThat(GrowerBrowser.ids(GrowerBrowser.json(page))).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clients", "farms", "fields", "boundaries"})
  void signsWhatLiesBeneathAnOrganization(String list) {
    HttpResponse<String> first = browser.get(beneath(list), SIGNATURE, "nil");

    assertThat(GrowerBrowser.header(first, SIGNATURE)).isNotEmpty();
    assertThat(
            browser
                .get(beneath(list), SIGNATURE, GrowerBrowser.header(first, SIGNATURE))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void leavesFieldsAndBoundariesUnsignedOrRejectsTheHeaderWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withFieldSignatures(FieldSignatures.ABSENT));
    HttpResponse<String> unsigned = browser.get(beneath("fields"), SIGNATURE, "nil");
    assertThat(unsigned.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.header(unsigned, SIGNATURE)).isEmpty();
    assertThat(GrowerBrowser.header(browser.get(beneath("clients"), SIGNATURE, "nil"), SIGNATURE))
        .isNotEmpty();

    browser
        .control()
        .changeSwitches(s -> s.withFieldSignatures(FieldSignatures.FAIL).withRejectionStatus(500));
    assertThat(browser.get(beneath("boundaries"), SIGNATURE, "nil").statusCode()).isEqualTo(500);
    assertThat(browser.get(beneath("boundaries")).statusCode()).isEqualTo(200);
  }

  private String beneath(String list) {
    String connected =
        browser
            .getJson(LIST)
            .path("values")
            .valueStream()
            .filter(org -> GrowerBrowser.rels(org).contains("manage_connections"))
            .filter(org -> GrowerBrowser.rels(org).contains(list))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    return LIST + "/" + connected + "/" + list;
  }
}
