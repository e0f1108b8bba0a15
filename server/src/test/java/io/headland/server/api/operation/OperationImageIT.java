package io.headland.server.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Images of the points of one uploaded harvest.
class OperationImageIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final Path GDALINFO = Path.of("/usr/bin/gdalinfo");
  private static final String YIELD = "wetMassPerArea";

  private static ServerFixture server;
  private static ApiClient api;
  private static UploadedOperation uploaded;
  private static String operation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
    uploaded = UploadedOperation.create(api, Archives.newUser(api));
    operation = "/services/operations/api/operations/" + uploaded.operationId();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void configure() {
    configure(
        """
        {"operationsImageCreation": true, "operationsImageAsGeoTiff": true,
         "operationsImageAttributeCreation": [], "unitMeasurement": "DEFAULT"}
        """);
  }

  private static void configure(String settings) {
    ApiResponse response = api.patch(CONFIGS, settings);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private static JsonNode image(String list, String property) {
    ApiResponse response = api.get(list);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response
        .json()
        .valueStream()
        .filter(image -> image.path("property").stringValue().equals(property))
        .findFirst()
        .orElseThrow();
  }

  private static BufferedImage png(String url) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(api.download(url)));
  }

  @Test
  void imagesOfAnOperationAndItsFileAreListedWithTheirColors() throws IOException {
    String file = "/services/operations/api/files/" + uploaded.fileId();
    for (String list : List.of(operation + "/images", file + "/images")) {
      JsonNode image = image(list, YIELD);

      assertThat(image.at("/ramp/0%").toString()).isEqualTo("[200,0,0]");
      assertThat(image.at("/ramp/100%").toString()).isEqualTo("[0,130,0]");
      assertThat(image.at("/ramp/nv").toString()).isEqualTo("[0,0,0,0]");
      assertThat(image.path("url")).isEqualTo(image.path("downloadUrl"));
      BufferedImage picture = png(image.path("url").stringValue());
      assertThat(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) >>> 24)
          .as("opacity of the field")
          .isEqualTo(0xFF);
      assertThat(picture.getRGB(0, 0) >>> 24).as("opacity of the corner").isZero();
    }
  }

  @Test
  void theSecondVersionHasSevenClassesInTheUnitOfTheConfiguration() throws IOException {
    JsonNode image = image(operation + "/imagesV2", YIELD);

    JsonNode ranges = image.at("/legend/ranges");
    assertThat(image.path("unit").stringValue()).isEqualTo("lb/ac");
    assertThat(ranges).hasSize(7);
    assertThat(ranges.at("/0/colorCode").stringValue()).isEqualTo("#C80000");
    assertThat(ranges.at("/0/min").doubleValue()).isCloseTo(9_000, within(50.0));
    assertThat(ranges.at("/6/max").doubleValue()).isCloseTo(9_900, within(50.0));
    assertThat(image.at("/extent/xmin").doubleValue()).isCloseTo(21, within(1e-4));
    assertThat(image.at("/extent/ymax").doubleValue()).isCloseTo(51.002, within(2e-4));
    assertThat(png(image.path("downloadUrl").stringValue()).getColorModel().getPixelSize())
        .isEqualTo(8);

    configure("{\"unitMeasurement\": \"METRIC\"}");
    JsonNode metric = image(operation + "/imagesV2", YIELD);
    assertThat(metric.path("unit").stringValue()).isEqualTo("t/ha");
    assertThat(metric.at("/legend/ranges/0/min").doubleValue())
        .isCloseTo(ranges.at("/0/min").doubleValue() * 0.00112085, within(1e-3));
  }

  @Test
  void theImageWithItsLegendNamesTheOperationTheUnitAndTheClasses() {
    JsonNode image = image(operation + "/imagesV2?ramp=viridis", YIELD);

    String svg =
        new String(api.download(image.path("legendUrl").stringValue()), StandardCharsets.UTF_8);

    assertThat(image.at("/legend/ranges/0/colorCode").stringValue()).isEqualTo("#440154");
    assertThat(svg)
        .contains(
            ">Harvested, corn<", ">wet mass per area, lb/ac<", "#440154", "data:image/png;base64,")
        .doesNotContain("#C80000");
    assertThat(api.get(operation + "/imagesV2?ramp=rainbow").status()).isEqualTo(400);
  }

  @Test
  void gdalReadsTheGeoTiffWithItsPropertyAndUnit() throws IOException, InterruptedException {
    JsonNode image = image(operation + "/geotiffImages", YIELD);
    Path tiff =
        Files.write(
            folder.resolve("yield.tif"), api.download(image.path("downloadUrl").stringValue()));

    assumeTrue(Files.exists(GDALINFO));
    Process process =
        new ProcessBuilder(GDALINFO.toString(), "-stats", tiff.toString())
            .redirectErrorStream(true)
            .start();
    String info = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(info).isZero();
    assertThat(info)
        .contains("GTiff/GeoTIFF", "\"EPSG\",4326", "Type=Float32", "NoData Value=nan")
        .contains("Description = " + YIELD, "Unit Type: lb/ac", "STATISTICS_MINIMUM=90")
        .doesNotContain("Warning", "ERROR");
  }

  @Test
  void onlyImagesThatTheConfigurationEnablesAreListed() {
    configure("{\"operationsImageAttributeCreation\": [\"harvestMoisture\"]}");
    assertThat(api.get(operation + "/images").json())
        .extracting(image -> image.path("property").stringValue())
        .containsExactly("harvestMoisture");

    configure("{\"operationsImageCreation\": false, \"operationsImageAsGeoTiff\": false}");
    assertThat(api.get(operation + "/images").errorKey()).isEqualTo("imagesNotEnabled");
    assertThat(api.get(operation + "/imagesV2").errorKey()).isEqualTo("imagesNotEnabled");
    assertThat(api.get(operation + "/geotiffImages").errorKey()).isEqualTo("geoTiffNotEnabled");
  }

  @Test
  void aPropertyThatThePointsLackHasNoImage() {
    String images = "/services/headland/api/operations/" + uploaded.operationId() + "/images/";

    for (String property : List.of("seedRate", "area", "unknown")) {
      assertThat(api.get(images + property).errorKey()).as(property).isEqualTo("imageNotFound");
    }
  }
}
