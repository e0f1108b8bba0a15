package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.simulator.control.OperationControl;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.Totals;
import io.headland.simulator.johndeere.world.ExportForms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ExportIT {
  private static final double SQUARE_FEET_PER_HECTARE = 107_639.104167;
  private static final double ACRES = 2.4710538147;

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());
  private final OperationControl operations = browser.control().operations("1001");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    browser.close();
  }

  @Test
  void isBuiltOnceAndThenRedirectsToItsFile() {
    String id = id(OperationKind.HARVEST);
    switchTo(forms -> forms.withPendingCalls(2));

    assertThat(request(id, "?resolution=OneHertz").statusCode()).isEqualTo(202);
    assertThat(request(id, "?resolution=OneHertz").statusCode()).isEqualTo(202);
    HttpResponse<String> complete = request(id, "?resolution=OneHertz");
    assertThat(complete.statusCode()).isEqualTo(307);
    String location = GrowerBrowser.header(complete, "Location");
    assertThat(location)
        .startsWith(browser.base() + "/storage/exports/")
        .contains("X-Amz-Expires=3600");
    HttpResponse<byte[]> file = download(location);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(download(location).body()).isEqualTo(file.body());
    assertThat(operations.calls(id)).isEqualTo(new OperationControl.Calls(0, 3, 2));

    operations.touch(id);
    assertThat(request(id, "?resolution=OneHertz").statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "HARVEST, EachSensor, 1",
    "HARVEST, EachSection, 11",
    "HARVEST, OneHertz, 1",
    "SEEDING, EachSensor, 1",
    "APPLICATION, EachSensor, 1"
  })
  void sumsToTheTotalsOfTheOperation(OperationKind kind, String resolution, int shapeType) {
    String id = id(kind);
    ShapefileReader file = export(id, "?resolution=" + resolution, "Accept-UOM-System", "ENGLISH");
    Totals totals = operations.totals(id);
    String rate = kind == OperationKind.HARVEST ? "WetMass" : "AppliedRate";

    assertThat(file.shapeType()).isEqualTo(shapeType);
    assertThat(file.points()).hasSameSizeAs(file.rows());
    double squareFeet =
        file.rows().stream()
            .filter(row -> ShapefileReader.number(row, rate) > 0)
            .mapToDouble(
                row ->
                    ShapefileReader.number(row, "DISTANCE")
                        * ShapefileReader.number(row, "SWATHWIDTH"))
            .sum();
    assertThat(squareFeet / SQUARE_FEET_PER_HECTARE)
        .isCloseTo(totals.hectares(), within(totals.hectares() * 1e-5));
    double material =
        file.sum("DISTANCE", "SWATHWIDTH", rate) / SQUARE_FEET_PER_HECTARE * ACRES / factor(kind);
    assertThat(material).isCloseTo(totals.material(), within(totals.material() * 1e-5));
  }

  /// The amount per metric unit in English units.
  private static double factor(OperationKind kind) {
    return switch (kind) {
      case HARVEST -> 2.2046226218;
      case APPLICATION -> 0.2641720524;
      default -> 1;
    };
  }

  @Test
  void writesTheColumnsOfTheSamples() {
    assertThat(names(OperationKind.HARVEST))
        .containsExactly(
            "DISTANCE",
            "SWATHWIDTH",
            "VRYIELDVOL",
            "SECTIONID",
            "Crop",
            "WetMass",
            "Moisture",
            "Time",
            "Heading",
            "VARIETY",
            "Elevation",
            "IsoTime",
            "Machine");
    assertThat(names(OperationKind.SEEDING))
        .containsExactly(
            "Time",
            "Crop",
            "AppliedRate",
            "SWATHWIDTH",
            "DISTANCE",
            "Heading",
            "SECTIONID",
            "ControlRate",
            "TargetRate",
            "Variety",
            "Elevation",
            "IsoTime",
            "Machine");
    ShapefileReader application = export(id(OperationKind.APPLICATION), "");
    assertThat(application.columns())
        .contains(
            new ShapefileReader.Field("AppliedRate", 'N', 18, 8),
            new ShapefileReader.Field("SECTIONID", 'N', 9, 0),
            new ShapefileReader.Field("Product", 'C', 23, 0),
            new ShapefileReader.Field("IsoTime", 'C', 24, 0));
    JsonNode metadata = application.metadata();
    assertThat(metadata.path("Product").path("Components").size()).isEqualTo(3);
    assertThat(metadata.path("OrgId").asInt()).isEqualTo(1001);
    assertThat(metadata.path("Operation").asString()).isEqualTo("Application");
    assertThat(application.files().keySet())
        .allMatch(name -> name.startsWith("Ames-Home-North-Tank Mix"))
        .hasSize(5);
    assertThat(application.rows().getFirst().get("IsoTime")).matches("2024-06-.*Z");
    assertThat(application.rows())
        .anyMatch(row -> ShapefileReader.text(row, "ControlRate").isEmpty());
  }

  private List<String> names(OperationKind kind) {
    return export(id(kind), "").columns().stream().map(ShapefileReader.Field::name).toList();
  }

  @Test
  void keepsPointsInTheBoundaryAndAddsIdleRecordsToOneHertzOnly() {
    String id = id(OperationKind.HARVEST);
    ShapefileReader hertz = export(id, "?resolution=OneHertz");
    ShapefileReader sensor = export(id, "?resolution=EachSensor");

    assertThat(hertz.rows()).anyMatch(row -> ShapefileReader.number(row, "VRYIELDVOL") == 0);
    assertThat(sensor.rows()).noneMatch(row -> ShapefileReader.number(row, "VRYIELDVOL") == 0);
    assertThat(hertz.rows()).hasSizeLessThan(sensor.rows().size());
    assertThat(sensor.rows()).hasSizeBetween(900, 1_000);
    assertThat(sensor.points())
        .allMatch(p -> p[0] >= -93 && p[0] <= -92.99 && p[1] >= 41 && p[1] <= 41.01);
    assertThat(export(id, "?shapeType=Polygon&resolution=EachSensor").shapeType()).isEqualTo(5);
  }

  @Test
  void usesTheUnitsThatAreRequested() {
    String id = id(OperationKind.HARVEST);

    ShapefileReader metric = export(id, "", "Accept-UOM-System", "METRIC");
    assertThat(metric.unit("DISTANCE")).isEqualTo("m");
    assertThat(metric.unit("VRYIELDVOL")).isEqualTo("[m3]1ha-1");
    assertThat(metric.unit("WetMass")).isEqualTo("t1ha-1");
    ShapefileReader mixed = export(id, "", "Accept-UOM-System", "MIXED");
    assertThat(mixed.unit("DISTANCE")).isEqualTo("m");
    assertThat(mixed.unit("VRYIELDVOL")).isEqualTo("bu1ac-1");
    assertThat(export(id, "").unit("DISTANCE")).isEqualTo("ft");
    switchTo(forms -> forms.withUnits(ExportForms.Units.METRIC));
    assertThat(export(id, "").unit("DISTANCE")).isEqualTo("m");
    assertThat(request(id, "", "Accept-UOM-System", "LIGHT-YEARS").statusCode()).isEqualTo(400);
    assertThat(request(id, "?resolution=None").statusCode()).isEqualTo(400);
    assertThat(request(id, "?shapeType=Circle").statusCode()).isEqualTo(400);
  }

  @Test
  void writesALongExportWhileItIsSent() {
    String id = id(OperationKind.APPLICATION);
    operations.change(id, operation -> operation.withPoints(120_000));

    HttpResponse<byte[]> file = download(location(id, "?resolution=EachSensor"));
    assertThat(file.headers().firstValue("Content-Length")).isEmpty();
    ShapefileReader export = ShapefileReader.of(file.body());
    assertThat(export.points()).hasSizeBetween(110_000, 120_000);
  }

  @ParameterizedTest
  @CsvSource({"100, 90, 100", "5, 2, 5"})
  void writesAFewPoints(int points, int least, int most) {
    String id = id(OperationKind.SEEDING);
    operations.change(id, operation -> operation.withPoints(points));

    assertThat(export(id, "?resolution=EachSensor").rows()).hasSizeBetween(least, most);
  }

  @Test
  void hasNoFileForTillageAndForOperationsWithoutPoints() {
    assertThat(request(id(OperationKind.TILLAGE), "").statusCode()).isEqualTo(406);
    switchTo(forms -> forms.withUnavailable(ExportForms.Unavailable.NOT_FOUND));
    assertThat(request(id(OperationKind.TILLAGE), "").statusCode()).isEqualTo(404);
    String id = id(OperationKind.HARVEST);
    operations.change(id, operation -> operation.withPoints(0));
    assertThat(request(id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesATokenAForgedAddressAndAnExpiredOne() {
    String location = location(id(OperationKind.SEEDING), "");

    HttpResponse<String> twice = browser.call("GET", location, "", browser.withToken());
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(twice.body()).contains("<Code>InvalidArgument</Code>");
    assertThat(download(location.replaceAll("Signature=.", "Signature=x")).statusCode())
        .isEqualTo(403);
    assertThat(download(location.replaceAll("exports/[^?]+", "exports/other.zip")).statusCode())
        .isEqualTo(403);
    assertThat(download(location).statusCode()).isEqualTo(200);
    browser.control().clock().advance(Duration.ofMinutes(61));
    assertThat(download(location).statusCode()).isEqualTo(403);
  }

  @Test
  void simulatesExportsThatAreNotComplete() {
    String id = id(OperationKind.SEEDING);
    switchTo(forms -> forms.withDefect(ExportForms.Defect.NEVER_COMPLETE));
    for (int i = 0; i < 5; i++) {
      assertThat(request(id, "").statusCode()).isEqualTo(202);
    }
    switchTo(forms -> forms.withBuilding(ExportForms.Building.EMPTY_OK));
    HttpResponse<String> empty = request(id, "");
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEmpty();
  }

  @Test
  void simulatesAddressesThatMustNotBeFollowed() {
    String id = id(OperationKind.SEEDING);
    assertThat(defective(id, ExportForms.Defect.LINK_PRIVATE_HOST)).contains("169.254.169.254");
    assertThat(defective(id, ExportForms.Defect.LINK_OTHER_HOST)).contains("exports.example.org");
    assertThat(defective(id, ExportForms.Defect.LINK_OTHER_SCHEME)).startsWith("ftp:");
    assertThat(defective(id, ExportForms.Defect.LINK_MISSING)).isEmpty();
    assertThat(download(defective(id, ExportForms.Defect.LINK_EXPIRED)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void simulatesFilesThatMustBeRefused() {
    String id = id(OperationKind.SEEDING);
    byte[] original = download(location(id, "")).body();

    byte[] corrupt = download(defective(id, ExportForms.Defect.CORRUPT)).body();
    assertThat(corrupt).hasSameSizeAs(original).isNotEqualTo(original);
    assertThat(download(defective(id, ExportForms.Defect.TRUNCATED)).body())
        .hasSize(original.length / 2);
    assertThat(ShapefileReader.of(download(defective(id, ExportForms.Defect.EMPTY)).body()).files())
        .isEmpty();
    assertThat(
            ShapefileReader.of(download(defective(id, ExportForms.Defect.TRAVERSAL)).body())
                .files())
        .containsKeys("../../escaped.shp", "/escaped.dbf", "..\\escaped.shx");
    assertThat(download(defective(id, ExportForms.Defect.BOMB)).body()).hasSizeLessThan(5_000_000);
  }

  @Test
  void writesTheFormsThatAreSwitched() {
    switchTo(
        forms ->
            forms
                .withLayout(ExportForms.Layout.DOC)
                .withMachineColumn(false)
                .withProducts(ExportForms.ProductForm.LIST));
    ShapefileReader file = export(id(OperationKind.APPLICATION), "");

    assertThat(file.files().keySet()).allMatch(name -> name.startsWith("doc/"));
    List<String> columns = file.columns().stream().map(ShapefileReader.Field::name).toList();
    assertThat(columns).contains("PRODUCTHASH").doesNotContain("Machine");
    assertThat(file.metadata().has("Product")).isFalse();
    assertThat(file.metadata().path("Products").get(0).path("ProductUseHash").asString())
        .isEqualTo(ShapefileReader.text(file.rows().getFirst(), "PRODUCTHASH"));
  }

  private String defective(String id, ExportForms.Defect defect) {
    switchTo(forms -> forms.withDefect(defect));
    return location(id, "");
  }

  private String id(OperationKind kind) {
    FieldOperation first =
        operations.of("e1").stream().filter(o -> o.kind() == kind).findFirst().orElseThrow();
    return operations.id(first);
  }

  private HttpResponse<String> request(String id, String query, String... headers) {
    return browser.get("/platform/fieldOps/" + id + query, headers);
  }

  private String location(String id, String query, String... headers) {
    HttpResponse<String> response = request(id, query, headers);
    if (response.statusCode() == 202) {
      response = request(id, query, headers);
    }
    assertThat(response.statusCode()).isEqualTo(307);
    return GrowerBrowser.header(response, "Location");
  }

  private ShapefileReader export(String id, String query, String... headers) {
    return ShapefileReader.of(download(location(id, query, headers)).body());
  }

  private HttpResponse<byte[]> download(String location) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(location)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void switchTo(UnaryOperator<ExportForms> change) {
    browser.control().changeSwitches(s -> s.withExportForms(change.apply(s.exportForms())));
  }
}
