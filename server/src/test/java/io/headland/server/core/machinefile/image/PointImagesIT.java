package io.headland.server.core.machinefile.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.summary.FieldWork;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointImagesIT {
  private static final Map<PointProperty, MeasurementUnit> UNITS =
      Map.of(
          PointProperty.DISTANCE,
          MeasurementUnit.METRE,
          PointProperty.EQUIPMENT_WIDTH,
          MeasurementUnit.METRE);

  @TempDir private Path folder;
  private PointEngine engine;
  private Path file;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
    file = folder.resolve("points.parquet");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// Seven passes with the moistures 10, 11, … from the west to the east, and a gap after the
  /// fourth.
  private PointImages passes() throws Exception {
    List<PointRow> rows =
        FieldWork.rows(
            8,
            1,
            row -> {
              long pass = (row.epochMillis() - FieldWork.START) / 1_000 / 50;
              if (pass != 4) {
                row.set(PointProperty.HARVEST_MOISTURE, (double) (pass < 4 ? 10 + pass : 9 + pass));
              }
            });
    engine.write(FieldWork.source(rows), file);
    return new PointImages(engine, file, UNITS);
  }

  private static PointRaster raster(PointImages images) throws Exception {
    return images.raster(PointProperty.HARVEST_MOISTURE).orElseThrow();
  }

  private static int color(BufferedImage image, double column, double row) {
    return image.getRGB((int) (column * image.getWidth()), (int) (row * image.getHeight()));
  }

  @Test
  void eachClassHasItsColor() throws Exception {
    PointImages images = passes();
    Path png = folder.resolve("moisture.png");

    PointImage image =
        images.writeClasses(PointProperty.HARVEST_MOISTURE, raster(images), ColorRamp.LEAF, png);

    BufferedImage read = ImageIO.read(png.toFile());
    assertThat(color(read, 0.5 / 8, 0.5)).isEqualTo(0xFFC80000);
    assertThat(color(read, 2.5 / 8, 0.5)).isEqualTo(0xFFFF9600);
    assertThat(color(read, 7.5 / 8, 0.5)).isEqualTo(0xFF008200);
    assertThat(color(read, 4.5 / 8, 0.5) >>> 24).as("transparency of the gap").isZero();
    assertThat(image.ranges()).hasSize(7);
    assertThat(image.ranges().getFirst().colorCode()).isEqualTo("#C80000");
    assertThat(image.ranges().getFirst().min()).isEqualTo(10);
    assertThat(image.ranges().getLast().max()).isEqualTo(16);
    for (int i = 1; i < 7; i++) {
      assertThat(image.ranges().get(i).min()).isEqualTo(image.ranges().get(i - 1).max());
    }
  }

  /// An implement that is 30 m wide moves to the north-east: the pixels ahead of the last point are
  /// not its.
  @Test
  void aPointWithAHeadingCoversTheWidthAcrossIt() throws Exception {
    List<PointRow> rows = new ArrayList<>();
    for (int at = 0; at < 100; at++) {
      PointRow row = new PointRow();
      row.clear();
      double metres = at * 2 / Math.sqrt(2);
      row.moveTo(
          FieldWork.LONGITUDE + metres / 111_195 / Math.cos(Math.toRadians(FieldWork.LATITUDE)),
          FieldWork.LATITUDE + metres / 111_195);
      row.recordedAt(FieldWork.START + at * 1_000L);
      row.set(PointProperty.DISTANCE, 2);
      row.set(PointProperty.EQUIPMENT_WIDTH, 30);
      row.set(PointProperty.HEADING, 45);
      row.set(PointProperty.HARVEST_MOISTURE, 15);
      rows.add(row);
    }
    engine.write(FieldWork.source(rows), file);
    PointRaster raster = raster(new PointImages(engine, file, UNITS));

    double metresPerPixel = (140 + 30) / (double) raster.width();
    long covered =
        IntStream.range(0, raster.width() * raster.height())
            .filter(i -> !Float.isNaN(raster.value(i % raster.width(), i / raster.width())))
            .count();
    // The strip with an overlap of a fifth, and its ends.
    assertThat(covered * metresPerPixel * metresPerPixel).isBetween(200 * 34.0, 212 * 38.0);
    assertThat(raster.value(raster.width() - 1, 0)).isNaN();
    assertThat(raster.value(raster.width() / 2, raster.height() / 2)).isEqualTo(15f);
  }

  @Test
  void theExtentContainsTheSwathsOfAllPoints() throws Exception {
    PointImage.ImageExtent extent = raster(passes()).extent();

    double metres = (extent.ymax() - extent.ymin()) * 111_195;
    assertThat(metres).isCloseTo(98 + 10, within(4.0));
    assertThat(extent.xmin()).isLessThan(FieldWork.LONGITUDE + 1e-6);
    assertThat(extent.xmax()).isGreaterThan(FieldWork.LONGITUDE + 79 / 83_000.0);
  }

  @Test
  void theGradientHasTheColorsOfTheStops() throws Exception {
    PointImages images = passes();
    Path png = folder.resolve("moisture.png");

    PointImage image =
        images.writeGradient(
            PointProperty.HARVEST_MOISTURE, raster(images), ColorRamp.VIRIDIS, png);

    BufferedImage read = ImageIO.read(png.toFile());
    assertThat(color(read, 0.5 / 8, 0.5)).isEqualTo(0xFF440154);
    assertThat(color(read, 7.5 / 8, 0.5)).isEqualTo(0xFFFDE725);
    assertThat(image.ranges().get(1).min()).isCloseTo(12.1, within(1e-9));
  }

  @Test
  void aGeoTiffHasTheValuesOfTheProperty() throws Exception {
    PointRaster raster = raster(passes());
    Path tiff = folder.resolve("moisture.tif");

    GeoTiff.write(raster, new GeoTiff.Band("harvestMoisture", "prcnt", value -> value * 2), tiff);

    try (ImageInputStream in = ImageIO.createImageInputStream(tiff.toFile())) {
      ImageReader reader = ImageIO.getImageReaders(in).next();
      reader.setInput(in);
      Raster pixels = reader.read(0).getData();
      assertThat(pixels.getWidth()).isEqualTo(raster.width());
      int row = raster.height() / 2;
      assertThat(pixels.getSampleFloat(raster.width() / 16, row, 0)).isEqualTo(20f);
      assertThat(pixels.getSampleFloat(raster.width() * 15 / 16, row, 0)).isEqualTo(32f);
      assertThat(pixels.getSampleFloat(raster.width() * 9 / 16, row, 0)).isNaN();
    }
    assertThat(folder.resolve("moisture.tif.pixels")).doesNotExist();
  }

  @Test
  void aDistantPointDoesNotEnlargeTheImage() throws Exception {
    List<PointRow> rows = FieldWork.rows(2, 1, row -> row.set(PointProperty.HARVEST_MOISTURE, 15));
    rows.getFirst().moveTo(0, 0);
    engine.write(FieldWork.source(rows), file);

    PointRaster raster = raster(new PointImages(engine, file, UNITS));

    assertThat(raster.width()).isLessThanOrEqualTo(PointRaster.MAX_PIXELS);
    assertThat(raster.height()).isLessThanOrEqualTo(PointRaster.MAX_PIXELS);
  }

  @Test
  void imagesAreMadeOfThePropertiesThatPointsHave() throws Exception {
    PointImages images = passes();
    for (List<PointImage> all :
        List.of(images.gradients(ColorRamp.LEAF), images.classes(ColorRamp.LEAF))) {
      assertThat(all)
          .extracting(PointImage::property)
          .containsExactly(PointProperty.EQUIPMENT_WIDTH, PointProperty.HARVEST_MOISTURE);
    }
    assertThat(images.has(PointProperty.HARVEST_MOISTURE)).isTrue();
    assertThat(images.has(PointProperty.SPEED)).isFalse();
    assertThat(images.has(PointProperty.DISTANCE)).isFalse();
    engine.write(FieldWork.source(List.of()), file);
    assertThat(new PointImages(engine, file, UNITS).raster(PointProperty.SPEED)).isEmpty();
  }
}
