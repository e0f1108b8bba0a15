package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.OperationControl;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.johndeere.operations.Crop;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Switches;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationsIT {
  private static final String LIST = "/platform/organizations/1001/fields/e1/fieldOperations";
  private static final String SIGNATURE = "x-deere-signature";

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());
  private final OperationControl operations = browser.control().operations("1001");

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void listsTwoSeasonsInTheRecordedForm() {
    JsonNode list = browser.getJson(LIST);

    assertThat(types(list))
        .containsExactly(
            "seeding", "application", "harvest", "seeding", "application", "harvest", "tillage");
    JsonNode harvest = list.path("values").get(2);
    assertThat(harvest.path("@type").asString()).isEqualTo("FieldOperation");
    assertThat(harvest.path("id").asString()).hasSize(36);
    assertThat(harvest.path("cropSeason").isString()).isTrue();
    assertThat(harvest.path("cropName").asString()).isIn("CORN_WET", "SOYBEANS", "WHEAT", "OATS");
    assertThat(harvest.path("orgId").asInt()).isEqualTo(1001);
    assertThat(harvest.path("adaptMachineType").asString()).isEqualTo("combine");
    assertThat(harvest.path("varieties").get(0).path("productType").asString()).isEqualTo("SEED");
    assertThat(harvest.has("measurementTypes")).isFalse();
    assertThat(GrowerBrowser.rels(harvest))
        .startsWith(
            "field",
            "organization",
            "self",
            "client",
            "farm",
            "shapeFileAsync",
            "fieldOperationWorkNotes",
            "harvestYieldResult")
        .endsWith("operators");
    assertThat(GrowerBrowser.rels(list.path("values").get(6))).doesNotContain("shapeFileAsync");
    assertThat(GrowerBrowser.ids(browser.getJson(LIST))).isEqualTo(GrowerBrowser.ids(list));
  }

  @Test
  void embedsMeasurementsOnlyOnRequest() {
    JsonNode harvest =
        browser
            .getJson(LIST + "?embed=measurementTypes&fieldOperationType=HARVEST")
            .path("values")
            .get(0);
    JsonNode measurement = harvest.path("measurementTypes").get(0);

    assertThat(measurement.path("measurementName").asString()).isEqualTo("HarvestYieldResult");
    assertThat(measurement.path("area").path("unitId").asString()).isEqualTo("ha");
    assertThat(measurement.path("wetMass").path("unitId").asString()).isEqualTo("t");
    assertThat(measurement.path("yield").path("value").asDouble()).isPositive();
    String self = GrowerBrowser.link(measurement, "self").orElseThrow();
    assertThat(browser.getJson(self).path("yield")).isEqualTo(measurement.path("yield"));
    String id = harvest.path("id").asString();
    JsonNode english =
        browser.getJson(
            "/platform/fieldOperations/" + id + "?embed=measurementTypes",
            "Accept-UOM-System",
            "ENGLISH");
    assertThat(english.path("measurementTypes").get(0).path("area").path("unitId").asString())
        .isEqualTo("ac");
    assertThat(
            browser
                .getJson("/platform/fieldOperations/" + id + "/measurementTypes")
                .path("total")
                .asInt())
        .isEqualTo(5);
    assertThat(
            browser.get("/platform/fieldOperations/" + id + "/measurementTypes/None").statusCode())
        .isEqualTo(404);
  }

  @Test
  void roundsTotalsUnlessTheRequestForbidsIt() {
    double exact = harvestedHectares("false");
    double rounded = Math.round(exact * 100) / 100.0;
    assertThat(exact).isNotEqualTo(rounded);
    assertThat(harvestedHectares("true")).isEqualTo(rounded);

    change(forms -> forms.withRounding(OperationForms.Rounding.ALWAYS));

    assertThat(harvestedHectares("false")).isEqualTo(rounded);
  }

  private double harvestedHectares(String rounds) {
    return browser
        .getJson(
            LIST + "?embed=measurementTypes&fieldOperationType=HARVEST",
            "Round-Measurements",
            rounds)
        .at("/values/0/measurementTypes/0/area/value")
        .asDouble();
  }

  @Test
  void filtersBySeasonTypeAndDates() {
    assertThat(types(browser.getJson(LIST + "?cropSeason=2024")))
        .containsExactly("seeding", "application", "harvest");
    assertThat(types(browser.getJson(LIST + "?fieldOperationType=TILLAGE")))
        .containsExactly("tillage");
    assertThat(types(browser.getJson(LIST + "?startDate=2025-09-01&endDate=2025-10-31")))
        .containsExactly("harvest");
    assertThat(browser.get(LIST + "?fieldOperationType=NONE").statusCode()).isEqualTo(400);
    assertThat(browser.get(LIST + "?startDate=yesterday").statusCode()).isEqualTo(400);
    assertThat(types(browser.getJson(LIST + "?itemLimit=2&pageOffset=2"))).hasSize(2);
  }

  @Test
  void acceptsSevenDaysOnlyWhenSwitchedSo() {
    change(forms -> forms.withDateRange(OperationForms.DateRange.SEVEN_DAYS));

    assertThat(browser.get(LIST + "?startDate=2025-01-01&endDate=2025-12-31").statusCode())
        .isEqualTo(400);
    assertThat(browser.get(LIST + "?startDate=2025-01-01&endDate=2025-01-08").statusCode())
        .isEqualTo(200);
    assertThat(browser.get(LIST + "?startDate=2025-01-01").statusCode()).isEqualTo(200);
  }

  @Test
  void comparesSignatures() {
    String signature = GrowerBrowser.header(browser.get(LIST, SIGNATURE, "nil"), SIGNATURE);
    assertThat(browser.get(LIST, SIGNATURE, signature).statusCode()).isEqualTo(304);

    operations.touch(operations.id(operations.of("e1").getFirst()));
    HttpResponse<String> changed = browser.get(LIST, SIGNATURE, signature);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.header(changed, SIGNATURE)).isNotEqualTo(signature);

    change(forms -> forms.withSignatures(Switches.FieldSignatures.ABSENT));
    assertThat(GrowerBrowser.header(browser.get(LIST, SIGNATURE, signature), SIGNATURE)).isEmpty();
    change(forms -> forms.withSignatures(Switches.FieldSignatures.FAIL));
    assertThat(browser.get(LIST, SIGNATURE, signature).statusCode()).isEqualTo(400);
    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void findsOperationsByBothFormsOfIds() {
    FieldOperation first = operations.of("e1").getFirst();
    change(forms -> forms.withIds(OperationForms.Ids.BASE64));
    String id = GrowerBrowser.ids(browser.getJson(LIST)).getFirst();

    assertThat(id).isEqualTo(first.key().base64()).isNotEqualTo(first.key().uuid());
    for (String known : List.of(id, first.key().uuid())) {
      assertThat(browser.getJson("/platform/fieldOperations/" + known).path("id").asString())
          .isEqualTo(id);
    }
    assertThat(browser.get("/platform/fieldOperations/MTAwMV8").statusCode()).isEqualTo(404);
  }

  @Test
  void deniesWhatIsNotOpenToTheCaller() {
    String id = operations.id(operations.of("e1").getFirst());
    String one = "/platform/fieldOperations/" + id;
    assertThat(browser.get("/platform/organizations/1001/fields/none/fieldOperations").statusCode())
        .isEqualTo(404);
    assertThat(browser.get("/platform/organizations/1001/fieldOperations").statusCode())
        .isEqualTo(403);
    assertThat(browser.get("/platform/fieldOperations/" + new java.util.UUID(1, 2)).statusCode())
        .isEqualTo(404);

    browser.control().withholdRels("1001", "fieldOperations");
    assertThat(browser.get(LIST).statusCode()).isEqualTo(403);
    assertThat(browser.get(one).statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/fieldOps/" + id).statusCode()).isEqualTo(403);
    browser.control().withholdRels("1001");
    assertThat(browser.get(one).statusCode()).isEqualTo(200);
    browser.control().disconnect("1001");
    assertThat(browser.get(one).statusCode()).isEqualTo(403);
  }

  @Test
  void requiresTheScopeOfProductionData() {
    Parameters form =
        Parameters.NONE
            .with("grant_type", "refresh_token")
            .with("refresh_token", "rt-anna")
            .with("scope", "ag1 org1");
    browser.useToken(GrowerBrowser.json(browser.token(form)).path("access_token").asString());

    String id = operations.id(operations.of("e1").getFirst());
    assertThat(browser.get("/platform/organizations/1001/fields/e1").statusCode()).isEqualTo(200);
    assertThat(browser.get(LIST).statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/fieldOperations/" + id).statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/fieldOps/" + id).statusCode()).isEqualTo(403);
  }

  @Test
  void returnsTheBoundaryWithoutIdAndArea() {
    String id = operations.id(operations.of("e1").getLast());
    JsonNode boundary = browser.getJson("/platform/fieldOperations/" + id + "/boundary");

    assertThat(boundary.path("multipolygons").get(0).path("rings").get(0).path("points").size())
        .isEqualTo(5);
    assertThat(boundary.has("id")).isFalse();
    assertThat(boundary.has("area")).isFalse();
    JsonNode tillage =
        browser.getJson("/platform/fieldOperations/" + id + "?embed=measurementTypes");
    assertThat(tillage.path("measurementTypes").get(0).path("measurementName").asString())
        .isEqualTo("TillageDepthResult");
  }

  @Test
  void addsChangesAndRemovesOperations() {
    String id =
        operations.add(
            "e1",
            new OperationRegistry.NewOperation(
                OperationKind.HARVEST,
                2026,
                Crop.BARLEY,
                Instant.parse("2026-07-20T10:00:00Z"),
                200));
    assertThat(GrowerBrowser.ids(browser.getJson(LIST))).hasSize(8).endsWith(id);
    String before =
        browser.getJson("/platform/fieldOperations/" + id).path("modifiedTime").asString();

    operations.change(id, operation -> operation.withCrop(Crop.OATS));
    JsonNode changed = browser.getJson("/platform/fieldOperations/" + id);
    assertThat(changed.path("cropName").asString()).isEqualTo("OATS");
    assertThat(Instant.parse(changed.path("modifiedTime").asString()))
        .isAfter(Instant.parse(before));

    operations.remove(id);
    assertThat(GrowerBrowser.ids(browser.getJson(LIST))).hasSize(7);
    assertThat(browser.get("/platform/fieldOperations/" + id).statusCode()).isEqualTo(404);
    String planned = operations.id(operations.of("e1").getFirst());
    operations.remove(planned);
    assertThat(GrowerBrowser.ids(browser.getJson(LIST))).hasSize(6).doesNotContain(planned);
  }

  private void change(java.util.function.UnaryOperator<OperationForms> change) {
    browser.control().changeSwitches(s -> s.withOperationForms(change.apply(s.operationForms())));
  }

  private static List<String> types(JsonNode list) {
    List<String> types = new ArrayList<>();
    list.path("values").forEach(one -> types.add(one.path("fieldOperationType").asString()));
    return types;
  }
}
