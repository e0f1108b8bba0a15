package io.headland.server.core.operation;

import io.headland.server.core.configuration.ConfigurationKeys;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.UnitSystem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys of Leaf's configuration that determine how machine files are converted and merged. A
/// value of another type than documented counts as not set.
///
/// @param createOperations whether files are merged into operations (`fieldOperationCreation`)
/// @param required properties that points must have (`outOfStandardOperations`,
///   `standardGeoJson.planted.seedRate`)
/// @param cleanup whether the cleaning rules are applied (`cleanupStandardGeojson`)
/// @param cleanupRules rules that replace the default ones (`cleanupRules`); missing for none
/// @param removeOutliers whether outliers of harvests are filtered (`operationsRemoveOutliers`)
/// @param outliersLimit standard deviations from the mean (`operationsOutliersLimit`)
/// @param units of responses (`unitMeasurement`)
/// @param originalData whether summaries have the names that the source states
///   (`originalOperationData`)
/// @param addsUpProducts whether summaries have one entry for each name of a product
///   (`summarizeByProductEntry`)
/// @param outsidePoints whether the addresses of points outside of fields are returned
///   (`enableOutsideFieldGeojson`)
/// @param filteredGeoJson whether the addresses of filtered points are returned
///   (`operationsFilteredGeojson`)
/// @param sessions whether sessions are returned (`enableOperationsSession`)
/// @param geoParquet whether points are returned as GeoParquet (`enableGeoparquetOutput`)
/// @param polygons whether polygons of points are returned (`enablePolygonOutput`)
/// @param images which images are returned
/// @param merge when files are merged into one operation
public record OperationConfiguration(
    boolean createOperations,
    RequiredProperties required,
    boolean cleanup,
    JsonNode cleanupRules,
    boolean removeOutliers,
    double outliersLimit,
    UnitSystem units,
    boolean originalData,
    boolean addsUpProducts,
    boolean outsidePoints,
    boolean filteredGeoJson,
    boolean sessions,
    boolean geoParquet,
    boolean polygons,
    ImageRules images,
    MergeRules merge) {

  /// Which images are returned.
  ///
  /// @param pictures whether there are PNG images (`operationsImageCreation`)
  /// @param geoTiff whether there are GeoTIFF images (`operationsImageAsGeoTiff`)
  /// @param properties the names of the properties with an image
  ///   (`operationsImageAttributeCreation`); empty for all
  public record ImageRules(boolean pictures, boolean geoTiff, Set<String> properties) {
    public ImageRules {
      properties = Set.copyOf(properties);
    }

    /// Whether there are images of a property.
    public boolean include(String property) {
      return properties.isEmpty() || properties.contains(property);
    }
  }

  /// When files of one field and type are merged.
  ///
  /// @param range between the end of a file and the start of the next (`operationsMergeRange`)
  /// @param rangeHarvested the same for harvests (`operationsMergeRangeHarvested`)
  /// @param splitByProvider whether files of different providers are separate operations
  ///   (`splitOperationsByProvider`)
  /// @param splitByTillType whether different types of tillage are separate operations
  ///   (`splitOperationsByTillType`)
  public record MergeRules(
      Duration range, Duration rangeHarvested, boolean splitByProvider, boolean splitByTillType) {}

  private static final int RANGE = 5;
  private static final int RANGE_HARVESTED = 21;
  private static final int MAX_RANGE = 366;
  private static final double OUTLIERS_LIMIT = 3;

  /// Reads the values in effect for a Leaf user.
  public static OperationConfiguration of(ObjectNode settings) {
    double limit = settings.path("operationsOutliersLimit").asDouble(OUTLIERS_LIMIT);
    return new OperationConfiguration(
        settings.path("fieldOperationCreation").asBoolean(true),
        required(settings),
        settings.path("cleanupStandardGeojson").asBoolean(true),
        settings.path("cleanupRules"),
        settings.path("operationsRemoveOutliers").asBoolean(true),
        limit > 0 && Double.isFinite(limit) ? limit : OUTLIERS_LIMIT,
        Arrays.stream(UnitSystem.values())
            .filter(system -> system.name().equals(settings.path("unitMeasurement").asString("")))
            .findFirst()
            .orElse(UnitSystem.DEFAULT),
        settings.path("originalOperationData").asBoolean(true),
        settings.path("summarizeByProductEntry").asBoolean(true),
        settings.path(ConfigurationKeys.OUTSIDE_POINTS).asBoolean(false),
        settings.path("operationsFilteredGeojson").asBoolean(true),
        settings.path("enableOperationsSession").asBoolean(false),
        settings.path("enableGeoparquetOutput").asBoolean(false),
        settings.path("enablePolygonOutput").asBoolean(false),
        new ImageRules(
            settings.path("operationsImageCreation").asBoolean(false),
            settings.path("operationsImageAsGeoTiff").asBoolean(false),
            settings
                .path("operationsImageAttributeCreation")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet())),
        new MergeRules(
            days(settings, "operationsMergeRange", RANGE),
            days(settings, "operationsMergeRangeHarvested", RANGE_HARVESTED),
            settings.path("splitOperationsByProvider").asBoolean(true),
            settings.path("splitOperationsByTillType").asBoolean(false)));
  }

  /// Leaf spells one of the keys in two ways.
  private static RequiredProperties required(ObjectNode settings) {
    boolean isStrict =
        Stream.of("outOfStandardOperations", "outofStandardOperations")
            .noneMatch(key -> settings.path(key).asBoolean(false));
    boolean isRateOptional =
        settings.at("/standardGeoJson/planted/seedRate").asString("").equals("optional");
    return new RequiredProperties(
        isStrict, isRateOptional ? Set.of(PointProperty.SEED_RATE) : Set.of());
  }

  private static Duration days(ObjectNode settings, String key, int fallback) {
    int days = settings.path(key).asInt(fallback);
    return Duration.ofDays(days >= 0 && days <= MAX_RANGE ? days : fallback);
  }
}
