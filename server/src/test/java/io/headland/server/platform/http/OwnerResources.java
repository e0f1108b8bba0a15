package io.headland.server.platform.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What belongs to one API owner, as requests name it.
///
/// @param email and name of the Leaf user
public record OwnerResources(
    String leafUserId,
    String email,
    String name,
    String externalId,
    String credentialId,
    String providerOrgId,
    String syncRunId,
    String eventId,
    Land fieldData,
    Links links,
    WebhookFixture webhookFixture) {
  /// Ids that stand in the examples of the contract.
  private static final String EXAMPLE_LEAF_USER = "f2a0b4d1-e567-4a8c-9e1f-0c3d5a7b9e2f";

  private static final String EXAMPLE_CREDENTIAL = "a1b2c3d4-5678-4abc-9ef0-1234567890ab";

  private static final List<String> EXAMPLE_ORGANIZATIONS = List.of("01011000", "520674381");

  private static final String EXAMPLE_APP = "acme-agronomy";

  private static final String EXAMPLE_HOOK = "https://hooks.example.com";

  private static final String EXAMPLE_EVENT = "newSatelliteImage";

  private static final String EXAMPLE_GROWER = "873300016";

  private static final String EXAMPLE_FARM = "3746117";

  private static final String EXAMPLE_FIELD = "0198c0de-1111-7cc3-98c4-dc0c0c07398f";

  private static final String EXAMPLE_OPERATION = "0198c0de-99aa-7cc3-98c4-dc0c0c07398f";

  private static final String EXAMPLE_FILE = "0198c0de-8888-7cc3-98c4-dc0c0c07398f";

  private static final String EXAMPLE_SECOND_FIELD = "0198c0de-1112-7cc3-98c4-dc0c0c07398f";

  /// What was created through the API for the Leaf user: a field with its boundary, and a second
  /// one.
  public record Land(
      String growerId,
      String farmId,
      String fieldId,
      String boundaryId,
      String secondFieldId,
      String uploadId,
      String archiveUploadId,
      String batchId,
      String fileId,
      String operationId,
      Assets assets) {}

  /// A machine, an implement and an operator.
  public record Assets(String machineId, String implementId, String operatorId) {}

  /// What growers connect by. Of the app key there is one of each environment.
  public record Links(String appName, String magicLinkId) {}

  /// Where events are sent to.
  ///
  /// @param url of a receiver that returns 200
  /// @param event of Leaf's that has no alert
  public record WebhookFixture(String webhookId, String alertId, String url, String event) {}

  /// Names that nothing has.
  public static OwnerResources ofUnknown() {
    return new OwnerResources(
        "01a00000-0000-7000-8000-000000000001",
        "nobody@example.com",
        "Absent User",
        "absent-grower",
        "01a00000-0000-7000-8000-000000000002",
        "999999999999",
        "01a00000-0000-7000-8000-000000000003",
        "01a00000-0000-7000-8000-000000000016",
        new Land(
            "990000001",
            "990000002",
            "01a00000-0000-7000-8000-000000000004",
            "01a00000-0000-7000-8000-000000000005",
            "01a00000-0000-7000-8000-000000000017",
            "01a00000-0000-7000-8000-000000000018",
            "01a00000-0000-7000-8000-00000000001f",
            "01a00000-0000-7000-8000-000000000019",
            "01a00000-0000-7000-8000-00000000001a",
            "01a00000-0000-7000-8000-00000000001b",
            new Assets(
                "01a00000-0000-7000-8000-00000000001c",
                "01a00000-0000-7000-8000-00000000001d",
                "01a00000-0000-7000-8000-00000000001e")),
        new Links("absent-application", "01a00000-0000-7000-8000-000000000006"),
        new WebhookFixture(
            "01a00000-0000-7000-8000-000000000007",
            "01a00000-0000-7000-8000-000000000008",
            EXAMPLE_HOOK,
            "operatorCreated"));
  }

  /// The same, and calls go to this address.
  public OwnerResources calling(String url) {
    return new OwnerResources(
        leafUserId,
        email,
        name,
        externalId,
        credentialId,
        providerOrgId,
        syncRunId,
        eventId,
        fieldData,
        links,
        new WebhookFixture(
            webhookFixture.webhookId(), webhookFixture.alertId(), url, webhookFixture.event()));
  }

  /// Values for the parameters of paths.
  Map<String, String> inPaths() {
    return Map.ofEntries(
        Map.entry("leafUserId", leafUserId),
        // A kind that one example of a body suits.
        Map.entry("credentialKind", "raven-credentials"),
        // Of no API owner: only a provider knows one.
        Map.entry("subscriptionKey", "unknown"),
        Map.entry("provider", "JohnDeere"),
        Map.entry("providerOrgId", providerOrgId),
        Map.entry("status", "PREVIEW"),
        Map.entry("syncRunId", syncRunId),
        Map.entry("appName", links.appName()),
        Map.entry("clientEnvironment", "STAGE"),
        Map.entry("kind", "provider"),
        Map.entry("magicLinkId", links.magicLinkId()),
        Map.entry("eventId", eventId),
        Map.entry("webhookId", webhookFixture.webhookId()),
        Map.entry("alertId", webhookFixture.alertId()),
        Map.entry("growerId", fieldData.growerId()),
        Map.entry("farmId", fieldData.farmId()),
        Map.entry("fieldId", fieldData.fieldId()),
        Map.entry("boundaryId", fieldData.boundaryId()),
        Map.entry("uploadId", fieldData.uploadId()),
        Map.entry("archiveUploadId", fieldData.archiveUploadId()),
        Map.entry("batchId", fieldData.batchId()),
        Map.entry("fileId", fieldData.fileId()),
        Map.entry("operationId", fieldData.operationId()),
        Map.entry("property", "wetMassPerArea"),
        Map.entry("machineId", fieldData.assets().machineId()),
        Map.entry("implementId", fieldData.assets().implementId()),
        Map.entry("operatorId", fieldData.assets().operatorId()));
  }

  /// Values for the parameters of queries; empty for those that are best left out.
  Map<String, Optional<String>> inQueries() {
    return Map.ofEntries(
        Map.entry("leafUserId", Optional.of(leafUserId)),
        Map.entry("email", Optional.of(email)),
        Map.entry("name", Optional.of(name)),
        Map.entry("externalId", Optional.of(externalId)),
        Map.entry("provider", Optional.of("JohnDeere")),
        Map.entry("id", Optional.of(fieldData.fieldId())),
        Map.entry("fieldId", Optional.of(fieldData.fieldId())),
        Map.entry("machineId", Optional.of(fieldData.assets().machineId())),
        Map.entry("providerFieldId", Optional.empty()),
        Map.entry("providerOrgId", Optional.of(providerOrgId)),
        Map.entry("organizationId", Optional.of(providerOrgId)),
        Map.entry("farmId", Optional.of(fieldData.farmId())),
        Map.entry("growerId", Optional.of(fieldData.growerId())),
        Map.entry("status", Optional.of("PROCESSED")),
        Map.entry("type", Optional.of("ORIGINAL")),
        Map.entry("createdAfter", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("createdBefore", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("updatedAfter", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("updatedBefore", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("origin", Optional.empty()),
        Map.entry("batchId", Optional.empty()),
        Map.entry("operationType", Optional.empty()),
        Map.entry("crop", Optional.of("corn")),
        Map.entry("minArea", Optional.of("1")),
        Map.entry("createdTime", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("updatedTime", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("startTime", Optional.of("2020-01-01")),
        Map.entry("endTime", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("providerOrganizationId", Optional.of(providerOrgId)),
        Map.entry("serialNumber", Optional.of("RW8340R001")),
        Map.entry("vin", Optional.empty()),
        Map.entry("originType", Optional.of("USER_CREATED")),
        Map.entry("providerImplementId", Optional.empty()),
        Map.entry("leafFileId", Optional.of(fieldData.fileId())),
        Map.entry("beforeStartTime", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("afterStartTime", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("beforeEndTime", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("afterEndTime", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("beforeCreatedTime", Optional.of("2120-01-01T00:00:00Z")),
        Map.entry("afterCreatedTime", Optional.of("2020-01-01T00:00:00Z")),
        Map.entry("state", Optional.empty()),
        Map.entry("health", Optional.empty()),
        Map.entry("q", Optional.of(name)),
        Map.entry("points", Optional.of("filtered")),
        Map.entry("year", Optional.of("2026")),
        Map.entry("page", Optional.empty()),
        Map.entry("size", Optional.of("100")),
        Map.entry("sort", Optional.empty()),
        Map.entry("after", Optional.empty()),
        Map.entry("before", Optional.empty()),
        Map.entry("types", Optional.empty()),
        Map.entry("from", Optional.empty()),
        Map.entry("to", Optional.empty()),
        Map.entry("limit", Optional.of("1000")),
        Map.entry("ramp", Optional.of("viridis")),
        Map.entry("force", Optional.of("true")),
        Map.entry("effective", Optional.of("true")));
  }

  /// An example of a body with these ids in the place of its own.
  String in(String example) {
    return example
        .replace(EXAMPLE_LEAF_USER, leafUserId)
        .replace(EXAMPLE_CREDENTIAL, credentialId)
        .replace(EXAMPLE_ORGANIZATIONS.getFirst(), providerOrgId)
        .replace(EXAMPLE_ORGANIZATIONS.getLast(), providerOrgId)
        .replace(EXAMPLE_APP, links.appName())
        .replace(EXAMPLE_HOOK, webhookFixture.url())
        .replace(EXAMPLE_EVENT, webhookFixture.event())
        .replace(EXAMPLE_GROWER, fieldData.growerId())
        .replace(EXAMPLE_FARM, fieldData.farmId())
        .replace(EXAMPLE_FIELD, fieldData.fieldId())
        .replace(EXAMPLE_OPERATION, fieldData.operationId())
        .replace(EXAMPLE_FILE, fieldData.fileId())
        .replace(EXAMPLE_SECOND_FIELD, fieldData.secondFieldId());
  }

  /// A text with the ids taken out, so that two answers can be compared.
  String outOf(String text) {
    return text.replace(leafUserId, "{leafUserId}")
        .replace(credentialId, "{credentialId}")
        .replace(providerOrgId, "{providerOrgId}")
        .replace(syncRunId, "{syncRunId}")
        .replace(eventId, "{eventId}")
        .replace(links.appName(), "{appName}")
        .replace(links.magicLinkId(), "{magicLinkId}")
        .replace(webhookFixture.webhookId(), "{webhookId}")
        .replace(webhookFixture.alertId(), "{alertId}")
        .replace(webhookFixture.event(), "{event}")
        .replace(fieldData.growerId(), "{growerId}")
        .replace(fieldData.farmId(), "{farmId}")
        .replace(fieldData.fieldId(), "{fieldId}")
        .replace(fieldData.secondFieldId(), "{secondFieldId}")
        .replace(fieldData.uploadId(), "{uploadId}")
        .replace(fieldData.archiveUploadId(), "{archiveUploadId}")
        .replace(fieldData.batchId(), "{batchId}")
        .replace(fieldData.fileId(), "{fileId}")
        .replace(fieldData.operationId(), "{operationId}")
        .replace(fieldData.assets().machineId(), "{machineId}")
        .replace(fieldData.assets().implementId(), "{implementId}")
        .replace(fieldData.assets().operatorId(), "{operatorId}")
        .replace(fieldData.boundaryId(), "{boundaryId}");
  }
}
