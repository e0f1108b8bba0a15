package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.image.ColorRamp;
import io.headland.server.core.machinefile.image.PointImage;
import io.headland.server.core.machinefile.image.PointImages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.json.Added;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists of images with Leaf's keys. Both addresses of an image are the same, and require the
/// token.
final class ImageViews {
  private ImageViews() {}

  /// An image of the first version.
  ///
  /// @param ramp red, green, blue by the share of the range of the values; `nv` where there is no
  ///   point, with an opacity of 0
  record GradientView(
      String property, Map<String, List<Integer>> ramp, String url, String downloadUrl) {}

  /// An image of the second version.
  record ClassesView(
      String property,
      @Added @Nullable String unit,
      LegendView legend,
      PointImage.ImageExtent extent,
      String url,
      String downloadUrl,
      @Added String legendUrl) {}

  /// The classes from the lowest values to the highest.
  record LegendView(List<PointImage.Range> ranges) {}

  /// A GeoTIFF file.
  record GeoTiffView(String property, String url, String downloadUrl) {}

  static GradientView gradient(Request request, ImagedPoints points, PointImage image) {
    String url = address(request, points, "images", image);
    return new GradientView(image.property().leafName(), ramp(image.ramp()), url, url);
  }

  private static Map<String, List<Integer>> ramp(ColorRamp ramp) {
    Map<String, List<Integer>> colors = new LinkedHashMap<>();
    List<Integer> stops = PointImages.stops();
    for (int i = 0; i < stops.size(); i++) {
      colors.put(stops.get(i) + "%", ramp.components(i));
    }
    colors.put("nv", List.of(0, 0, 0, 0));
    return colors;
  }

  static ClassesView classes(Request request, ImagedPoints points, PointImage image) {
    String url = address(request, points, "imagesV2", image);
    String unit = points.unitName(image.property());
    return new ClassesView(
        image.property().leafName(),
        unit.isEmpty() ? null : unit,
        new LegendView(converted(points, image).ranges()),
        image.extent(),
        url,
        url,
        address(request, points, "legendImages", image));
  }

  /// The image with its ranges in the unit in which values are returned.
  static PointImage converted(ImagedPoints points, PointImage image) {
    PointProperty property = image.property();
    return new PointImage(
        property,
        image.ramp(),
        image.ranges().stream()
            .map(
                range ->
                    new PointImage.Range(
                        range.colorCode(),
                        points.convert(property, range.min()),
                        points.convert(property, range.max())))
            .toList(),
        image.extent());
  }

  static GeoTiffView geoTiff(Request request, ImagedPoints points, PointImage image) {
    String url =
        PointDownloads.address(
            request, points.address() + "/geotiffImages/" + image.property().leafName());
    return new GeoTiffView(image.property().leafName(), url, url);
  }

  private static String address(
      Request request, ImagedPoints points, String kind, PointImage image) {
    String query =
        image.ramp() == ColorRamp.LEAF ? "" : "?ramp=" + ImageResponses.name(image.ramp());
    return PointDownloads.address(
        request, points.address() + "/" + kind + "/" + image.property().leafName() + query);
  }
}
