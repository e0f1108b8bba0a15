package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.image.ColorRamp;
import io.headland.server.core.machinefile.image.GeoTiff;
import io.headland.server.core.machinefile.image.LegendImage;
import io.headland.server.core.machinefile.image.PointImage;
import io.headland.server.core.machinefile.image.PointImages;
import io.headland.server.core.machinefile.image.PointRaster;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.files.FullDisk;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Images of points. They are made from the stored points for each request, a few at a time, so
/// that the memory for their pixels is bounded.
public final class ImageResponses {
  private static final Logger log = LoggerFactory.getLogger(ImageResponses.class);
  private static final Duration FULL_DISK_RETRY = Duration.ofMinutes(5);

  private static final int PARALLELISM = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);
  private static final String PNG = "image/png";

  private final StoredFiles files;
  private final PointEngines engines;
  private final Semaphore slots = new Semaphore(PARALLELISM);

  public ImageResponses(StoredFiles files, PointEngines engines) {
    this.files = files;
    this.engines = engines;
  }

  /// Leaf's images of the first version.
  public Response gradients(Request request, ImagedPoints points) throws InterruptedException {
    requirePictures(points);
    return list(
        points,
        images -> images.gradients(ramp(request)),
        image -> ImageViews.gradient(request, points, image));
  }

  /// Leaf's images of the second version.
  public Response classes(Request request, ImagedPoints points) throws InterruptedException {
    requirePictures(points);
    return list(
        points,
        images -> images.classes(ramp(request)),
        image -> ImageViews.classes(request, points, image));
  }

  /// Leaf's GeoTIFF files.
  public Response geoTiffs(Request request, ImagedPoints points) throws InterruptedException {
    requireGeoTiff(points);
    return list(
        points,
        images -> images.gradients(ColorRamp.LEAF),
        image -> ImageViews.geoTiff(request, points, image));
  }

  /// Reads which images there are.
  private interface ImageReading {
    List<PointImage> of(PointImages images) throws IOException;
  }

  /// The view of an image.
  private interface View {
    Object of(PointImage image);
  }

  private Response list(ImagedPoints points, ImageReading reading, View view)
      throws InterruptedException {
    OperationConfiguration.ImageRules included = points.configuration().images();
    return inSlot(
        () ->
            Response.ok(
                reading.of(images(points)).stream()
                    .filter(image -> included.include(image.property().leafName()))
                    .map(view::of)
                    .toList()));
  }

  /// A PNG file with gradual colors.
  public Response gradient(Request request, ImagedPoints points) throws InterruptedException {
    ColorRamp ramp = ramp(request);
    return png(
        request,
        points,
        (images, raster, property, target) -> images.writeGradient(property, raster, ramp, target));
  }

  /// A PNG file with seven classes.
  public Response classesImage(Request request, ImagedPoints points) throws InterruptedException {
    ColorRamp ramp = ramp(request);
    return png(
        request,
        points,
        (images, raster, property, target) -> images.writeClasses(property, raster, ramp, target));
  }

  /// An SVG image with the seven classes and their legend.
  public Response legend(Request request, ImagedPoints points) throws InterruptedException {
    ColorRamp ramp = ramp(request);
    return file(
        request,
        points,
        "image/svg+xml",
        ".svg",
        (images, raster, property, target) -> {
          PointImage image = images.writeClasses(property, raster, ramp, target);
          Files.writeString(
              target,
              LegendImage.of(
                  title(points),
                  quantity(points, property),
                  ImageViews.converted(points, image),
                  Files.readAllBytes(target),
                  new LegendImage.Pixels(raster.width(), raster.height())),
              StandardCharsets.UTF_8);
        });
  }

  private static String title(ImagedPoints points) {
    String type = points.description().type().leafName();
    String crop = points.description().crop();
    return type.substring(0, 1).toUpperCase(Locale.ROOT)
        + type.substring(1)
        + (crop.isEmpty() ? "" : ", " + crop);
  }

  /// Such as `wet mass per area, lb/ac`.
  private static String quantity(ImagedPoints points, PointProperty property) {
    String words = property.leafName().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    String unit = points.unitName(property);
    return unit.isEmpty() ? words : words + ", " + unit;
  }

  /// A GeoTIFF file with the values in the unit in which they are returned.
  public Response geoTiff(Request request, ImagedPoints points) throws InterruptedException {
    return file(
        request,
        points,
        "image/tiff",
        ".tif",
        (_, raster, property, target) ->
            GeoTiff.write(
                raster,
                new GeoTiff.Band(
                    property.leafName(),
                    points.unitName(property),
                    value -> points.convert(property, value)),
                target));
  }

  /// Writes a file.
  private interface Drawing {
    void write(PointImages images, PointRaster raster, PointProperty property, Path target)
        throws IOException;
  }

  private Response png(Request request, ImagedPoints points, Drawing drawing)
      throws InterruptedException {
    return file(request, points, PNG, ".png", drawing);
  }

  private Response file(
      Request request, ImagedPoints points, String type, String ending, Drawing drawing)
      throws InterruptedException {
    PointProperty property =
        PointProperty.ofLeafName(request.path("property")).orElseThrow(ResultProblems::noImage);
    return inSlot(
            () -> {
              PointImages images = images(points);
              if (!images.has(property)) {
                throw ResultProblems.noImage();
              }
              PointRaster raster = images.raster(property).orElseThrow(ResultProblems::noImage);
              return TemporaryFileResponse.of(
                  files, type, ending, target -> drawing.write(images, raster, property, target));
            })
        .header(
            "Content-Disposition", "attachment; filename=\"" + property.leafName() + ending + "\"");
  }

  private PointImages images(ImagedPoints points) throws IOException {
    return new PointImages(
        engines.get(),
        PointDownloads.find(files, points.key()).orElseThrow(ResultProblems::noImage),
        points.description().units());
  }

  private static void requirePictures(ImagedPoints points) {
    if (!points.configuration().images().pictures()) {
      throw ResultProblems.noImages();
    }
  }

  private static void requireGeoTiff(ImagedPoints points) {
    if (!points.configuration().images().geoTiff()) {
      throw ResultProblems.noGeoTiff();
    }
  }

  static String name(ColorRamp ramp) {
    return ramp.name().toLowerCase(Locale.ROOT);
  }

  private static ColorRamp ramp(Request request) {
    return request
        .query("ramp")
        .map(
            text ->
                Arrays.stream(ColorRamp.values())
                    .filter(ramp -> name(ramp).equals(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                Problem.of(
                                    400, "The query parameter ramp must be leaf or viridis."))))
        .orElse(ColorRamp.LEAF);
  }

  /// What is done in a slot.
  private interface Work {
    Response run() throws IOException;
  }

  private Response inSlot(Work work) throws InterruptedException {
    if (!slots.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          Problem.of(503, "Other images are being made.").withRetryAfter(MAX_WAIT));
    }
    try {
      return work.run();
    } catch (IOException e) {
      if (FullDisk.isCauseOf(e)) {
        log.warn("An image could not be written because the disk is full", e);
        throw new ProblemException(
            Problem.of(503, "The disk of the server is full.").withRetryAfter(FULL_DISK_RETRY));
      }
      throw new UncheckedIOException(e);
    } finally {
      slots.release();
    }
  }
}
