package io.headland.server.configuration;

import io.headland.server.http.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The keys whose meaning is known, with what holds when nobody set them. Every other key is kept
/// as it was sent.
final class ConfigurationKeys {
  static final String ORGANIZATION_DATA_SYNC = "organizationDataSync";
  static final String CUSTOM_DATA_SYNC = "customDataSync";
  static final String FIELDS_AUTO_SYNC = "fieldsAutoSync";

  /// A spelling in one of Leaf's tutorials.
  private static final String ORGANIZATIONS_DATA_SYNC = "organizationsDataSync";

  /// Keys that answers add: sent back by clients that change what they read.
  private static final List<String> ANSWER_ONLY = List.of("apiOwnerUsername", "leafUserId");

  static final List<String> BOOLEANS =
      List.of(
          CUSTOM_DATA_SYNC,
          FIELDS_AUTO_SYNC,
          "operationsAutoSync",
          "machinesAutoSync",
          "implementsAutoSync",
          "operatorsAutoSync",
          "productsAutoSync",
          "zonesAutoSync",
          "syncPartnerData",
          "automaticFixBoundary",
          "fieldsAutoMerge");

  static final List<String> MONTHS =
      List.of("operationsProcessingRange", "irrigationProcessingRange");

  static final List<String> PERCENTAGES =
      List.of("fieldsMergeIntersection", "fieldsAttachIntersection");

  private ConfigurationKeys() {}

  /// What holds for an API owner that set nothing.
  static ObjectNode defaults() {
    ObjectNode defaults = Json.MAPPER.createObjectNode();
    defaults.put(ORGANIZATION_DATA_SYNC, OrganizationDataSync.ALL.name());
    defaults.put(CUSTOM_DATA_SYNC, true);
    defaults.put(FIELDS_AUTO_SYNC, true);
    defaults.put("operationsAutoSync", true);
    defaults.put("machinesAutoSync", false);
    defaults.put("implementsAutoSync", false);
    defaults.put("operatorsAutoSync", false);
    defaults.put("productsAutoSync", false);
    defaults.put("zonesAutoSync", false);
    defaults.put("syncPartnerData", false);
    defaults.put("operationsProcessingRange", 12);
    defaults.put("irrigationProcessingRange", 12);
    defaults.put("automaticFixBoundary", true);
    defaults.put("fieldsAutoMerge", false);
    defaults.put("fieldsMergeIntersection", 0.01);
    defaults.put("fieldsAttachIntersection", 0.01);
    return defaults;
  }

  /// The body under the spellings that are stored.
  static ObjectNode normalized(ObjectNode body) {
    ObjectNode settings = body.deepCopy();
    ANSWER_ONLY.forEach(settings::remove);
    if (settings.has(ORGANIZATIONS_DATA_SYNC)) {
      if (!settings.has(ORGANIZATION_DATA_SYNC)) {
        settings.set(ORGANIZATION_DATA_SYNC, settings.get(ORGANIZATIONS_DATA_SYNC));
      }
      settings.remove(ORGANIZATIONS_DATA_SYNC);
    }
    return settings;
  }
}
