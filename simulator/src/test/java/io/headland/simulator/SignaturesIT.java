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

  private final Visitor visitor = Visitor.to(SimulatorOptions.defaults().withOrganizations(25));

  @AfterEach
  void close() {
    visitor.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nil", "7r5392615e4b4e1c92018026f47109bb"})
  void answersAFirstOrUnknownSignatureWithTheWholeListAndANewOne(String first) {
    HttpResponse<String> response = visitor.get(LIST, SIGNATURE, first);

    assertThat(Visitor.ids(Visitor.json(response))).hasSize(25);
    assertThat(Visitor.rels(Visitor.json(response))).containsExactly("self");
    assertThat(Visitor.header(response, SIGNATURE)).matches("[0-9a-f]{32}");
  }

  @Test
  void answersAnUnchangedSignatureWith304AndRepeatsIt() {
    String signature = Visitor.header(visitor.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = visitor.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(Visitor.header(again, SIGNATURE)).isEqualTo(signature);
  }

  @Test
  void answersAnUnchangedSignatureWithTheSameOneWhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withSignatureUnchanged(Unchanged.SAME_SIGNATURE));
    String signature = Visitor.header(visitor.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = visitor.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Visitor.ids(Visitor.json(again))).hasSize(25);
    assertThat(Visitor.header(again, SIGNATURE)).isEqualTo(signature);
  }

  @Test
  void answersAChangeWithTheWholeListByDefault() {
    HttpResponse<String> first = visitor.get(LIST, SIGNATURE, "nil");
    String id = Visitor.ids(Visitor.json(first)).getFirst();
    visitor.control().rename(id, "Renamed");

    HttpResponse<String> changed = visitor.get(LIST, SIGNATURE, Visitor.header(first, SIGNATURE));

    assertThat(Visitor.ids(Visitor.json(changed))).hasSize(25);
    assertThat(Visitor.header(changed, SIGNATURE)).isNotEqualTo(Visitor.header(first, SIGNATURE));
  }

  @Test
  void answersAChangeWithADeltaAndDeleteLinksWhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withSignatureChanged(Changed.DELTA));
    HttpResponse<String> first = visitor.get(LIST, SIGNATURE, "nil");
    String renamed = Visitor.ids(Visitor.json(first)).get(0);
    String gone = Visitor.ids(Visitor.json(first)).get(9);
    visitor.control().rename(renamed, "Renamed");
    visitor.control().removeOrganization(gone);

    HttpResponse<String> changed = visitor.get(LIST, SIGNATURE, Visitor.header(first, SIGNATURE));

    JsonNode body = Visitor.json(changed);
    assertThat(Visitor.ids(body)).containsExactly(renamed, gone);
    assertThat(body.path("values").get(0).path("name").asString()).isEqualTo("Renamed");
    assertThat(Visitor.link(body.path("values").get(1), "delete"))
        .contains(visitor.base() + LIST + "/" + gone);
    HttpResponse<String> quiet = visitor.get(LIST, SIGNATURE, Visitor.header(changed, SIGNATURE));
    assertThat(quiet.statusCode()).isEqualTo(304);
  }

  @Test
  void keepsSignaturesApartByAddress() {
    String signature = Visitor.header(visitor.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    assertThat(visitor.get(LIST + "?orgName=a", SIGNATURE, signature).statusCode()).isEqualTo(200);
  }

  @Test
  void ignoresPagingForACallerWithASignature() {
    JsonNode body = visitor.getJson(LIST + "?itemLimit=5&pageOffset=5", SIGNATURE, "nil");

    assertThat(Visitor.ids(body)).hasSize(25);
  }

  @Test
  void answersAnUnchangedSignatureWithNoneWhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withSignatureUnchanged(Unchanged.NO_SIGNATURE));
    String signature = Visitor.header(visitor.get(LIST, SIGNATURE, "nil"), SIGNATURE);

    HttpResponse<String> again = visitor.get(LIST, SIGNATURE, signature);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Visitor.ids(Visitor.json(again))).hasSize(25);
    assertThat(Visitor.header(again, SIGNATURE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"BLANK, '', nil", "NIL, nil, ''"})
  void takesOneFirstValueWhenSwitchedSo(FirstSignature first, String taken, String ignored) {
    visitor.control().changeSwitches(s -> s.withFirstSignature(first));

    assertThat(Visitor.header(visitor.get(LIST, SIGNATURE, taken), SIGNATURE)).isNotEmpty();
    HttpResponse<String> page = visitor.get(LIST, SIGNATURE, ignored);
    assertThat(Visitor.header(page, SIGNATURE)).isEmpty();
    assertThat(Visitor.ids(Visitor.json(page))).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clients", "farms", "fields", "boundaries"})
  void signsWhatLiesBeneathAnOrganization(String list) {
    HttpResponse<String> first = visitor.get(beneath(list), SIGNATURE, "nil");

    assertThat(Visitor.header(first, SIGNATURE)).isNotEmpty();
    assertThat(visitor.get(beneath(list), SIGNATURE, Visitor.header(first, SIGNATURE)).statusCode())
        .isEqualTo(304);
  }

  @Test
  void leavesFieldsAndBoundariesUnsignedOrRejectsTheHeaderWhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withFieldSignatures(FieldSignatures.ABSENT));
    HttpResponse<String> unsigned = visitor.get(beneath("fields"), SIGNATURE, "nil");
    assertThat(unsigned.statusCode()).isEqualTo(200);
    assertThat(Visitor.header(unsigned, SIGNATURE)).isEmpty();
    assertThat(Visitor.header(visitor.get(beneath("clients"), SIGNATURE, "nil"), SIGNATURE))
        .isNotEmpty();

    visitor
        .control()
        .changeSwitches(s -> s.withFieldSignatures(FieldSignatures.FAIL).withRejectionStatus(500));
    assertThat(visitor.get(beneath("boundaries"), SIGNATURE, "nil").statusCode()).isEqualTo(500);
    assertThat(visitor.get(beneath("boundaries")).statusCode()).isEqualTo(200);
  }

  private String beneath(String list) {
    String connected =
        visitor
            .getJson(LIST)
            .path("values")
            .valueStream()
            .filter(org -> Visitor.rels(org).contains("manage_connections"))
            .filter(org -> Visitor.rels(org).contains(list))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    return LIST + "/" + connected + "/" + list;
  }
}
