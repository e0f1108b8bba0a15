package io.headland.server.core.configuration;

import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys with a known meaning, and their defaults. Every other key is stored unchanged.
public final class ConfigurationKeys {
  public static final String ORGANIZATION_DATA_SYNC = "organizationDataSync";
  static final String CUSTOM_DATA_SYNC = "customDataSync";
  static final String AUTOMATIC_FIX_BOUNDARY = "automaticFixBoundary";
  static final String FIELDS_AUTO_SYNC = "fieldsAutoSync";
  public static final String OPERATIONS_AUTO_SYNC = "operationsAutoSync";

  /// A spelling in one of Leaf's tutorials.
  private static final String ORGANIZATIONS_DATA_SYNC = "organizationsDataSync";

  /// Keys that exist only in responses: clients that modify a response send them back.
  private static final List<String> RESPONSE_ONLY = List.of("apiOwnerUsername", "leafUserId");

  public static final List<String> BOOLEANS =
      List.of(
          CUSTOM_DATA_SYNC,
          FIELDS_AUTO_SYNC,
          OPERATIONS_AUTO_SYNC,
          assetsAutoSync(AssetKind.MACHINE),
          assetsAutoSync(AssetKind.IMPLEMENT),
          assetsAutoSync(AssetKind.OPERATOR),
          "productsAutoSync",
          "zonesAutoSync",
          "syncPartnerData",
          AUTOMATIC_FIX_BOUNDARY,
          "fieldsAutoMerge");

  /// Whether the points of machine files that are outside of fields are returned.
  public static final String OUTSIDE_POINTS = "enableOutsideFieldGeojson";

  public static final List<String> MONTHS =
      List.of("operationsProcessingRange", "irrigationProcessingRange");

  public static final List<String> PERCENTAGES =
      List.of("fieldsMergeIntersection", "fieldsAttachIntersection");

  /// Leaf's defaults, including those of keys without an effect in Headland, since clients read
  /// them. Keys without a default at Leaf are omitted, and one that Leaf spells in two ways
  /// (`outOfStandardOperations`), because a value set under one spelling would be contradicted by a
  /// default under the other.
  private static final ObjectNode DEFAULTS =
      (ObjectNode)
          Json.MAPPER.readTree(
              """
              {
                "organizationDataSync": "ALL",
                "customDataSync": true,
                "fieldsAutoSync": true,
                "operationsAutoSync": true,
                "machinesAutoSync": false,
                "implementsAutoSync": false,
                "operatorsAutoSync": false,
                "productsAutoSync": false,
                "zonesAutoSync": false,
                "syncPartnerData": false,
                "operationsProcessingRange": 12,
                "irrigationProcessingRange": 12,
                "automaticFixBoundary": true,
                "fieldsAutoMerge": false,
                "fieldsMergeIntersection": 0.01,
                "fieldsAttachIntersection": 0.01,
                "cleanupStandardGeojson": true,
                "originalOperationData": true,
                "enableOutsideFieldGeojson": false,
                "enableGeoparquetOutput": false,
                "enablePolygonOutput": false,
                "enableOperationsSession": false,
                "summarizeByProductEntry": true,
                "fieldOperationCreation": true,
                "operationsFilteredGeojson": true,
                "operationsRemoveOutliers": true,
                "operationsOutliersLimit": 3,
                "operationsMergeRange": 5,
                "operationsMergeRangeHarvested": 21,
                "splitOperationsByField": true,
                "splitOperationsByProvider": true,
                "splitOperationsByTillType": false
              }
              """);

  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern FRACTION = Pattern.compile("\\d{1,9}\\.\\d{1,9}");

  private ConfigurationKeys() {}

  /// The key that enables the sync of a kind of assets.
  static String assetsAutoSync(AssetKind kind) {
    return switch (kind) {
      case MACHINE -> "machinesAutoSync";
      case IMPLEMENT -> "implementsAutoSync";
      case OPERATOR -> "operatorsAutoSync";
    };
  }

  /// The values of an API owner without any set key.
  static ObjectNode defaults() {
    return DEFAULTS.deepCopy();
  }

  /// The body with the stored spellings.
  public static ObjectNode normalized(ObjectNode body) {
    ObjectNode settings = body.deepCopy();
    RESPONSE_ONLY.forEach(settings::remove);
    if (settings.has(ORGANIZATIONS_DATA_SYNC)) {
      if (!settings.has(ORGANIZATION_DATA_SYNC)) {
        settings.set(ORGANIZATION_DATA_SYNC, settings.get(ORGANIZATIONS_DATA_SYNC));
      }
      settings.remove(ORGANIZATIONS_DATA_SYNC);
    }
    BOOLEANS.forEach(key -> readBoolean(settings, key));
    Stream.of(MONTHS, PERCENTAGES).flatMap(List::stream).forEach(key -> readNumber(settings, key));
    return settings;
  }

  /// Some clients send booleans as texts.
  private static void readBoolean(ObjectNode settings, String key) {
    JsonNode value = settings.path(key);
    String text = value.isString() ? value.stringValue().toLowerCase(Locale.ROOT) : "";
    if (text.equals("true") || text.equals("false")) {
      settings.put(key, text.equals("true"));
    }
  }

  /// Some clients send numbers as texts.
  private static void readNumber(ObjectNode settings, String key) {
    JsonNode value = settings.path(key);
    String text = value.isString() ? value.stringValue() : "";
    if (WHOLE_NUMBER.matcher(text).matches()) {
      settings.put(key, Integer.parseInt(text));
    } else if (FRACTION.matcher(text).matches()) {
      settings.put(key, Double.parseDouble(text));
    }
  }
}
