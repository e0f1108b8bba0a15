package io.headland.server.core.alert;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leaf's events (docs.withleaf.io/alerts/events, seen 2026-11), and the events of Headland for
/// which they are sent.
public enum AlertName {
  CREDENTIALS_LIMITED_PERMISSION(
      "credentialsLimitedPermission",
      EventType.CREDENTIAL_STATUS_CHANGED,
      "status",
      "MISSING_PERMISSION"),
  CREDENTIALS_UNAUTHENTICATED(
      "credentialsUnauthenticated",
      EventType.CREDENTIAL_STATUS_CHANGED,
      "status",
      "UNAUTHENTICATED"),
  FIELD_CREATED("fieldCreated", EventType.FIELD_CREATED),
  FIELD_UPDATED("fieldUpdated", EventType.FIELD_UPDATED),
  FIELD_BOUNDARY_CREATED("fieldBoundaryCreated", EventType.BOUNDARY_CREATED),
  FIELD_BOUNDARY_UPDATED("fieldBoundaryUpdated", EventType.BOUNDARY_UPDATED),
  FIELD_BOUNDARY_DELETED("fieldBoundaryDeleted", EventType.BOUNDARY_REMOVED),
  BATCH_UPLOAD_PROCESSING_FINISHED("batchUploadProcessingFinished", EventType.BATCH_FINISHED),
  UPLOADED_FILE_PROCESSING_FINISHED(
      "uploadedFileProcessingFinished", EventType.MACHINE_FILE_PROCESSED, "origin", "uploaded"),
  UPLOADED_FILE_PROCESSING_FAILED(
      "uploadedFileProcessingFailed", EventType.MACHINE_FILE_FAILED, "origin", "uploaded"),
  PROVIDER_FILE_PROCESSING_FINISHED(
      "providerFileProcessingFinished", EventType.MACHINE_FILE_PROCESSED, "origin", "provider"),
  PROVIDER_FILE_PROCESSING_FAILED(
      "providerFileProcessingFailed", EventType.MACHINE_FILE_FAILED, "origin", "provider"),
  MERGED_FILE_PROCESSING_FINISHED(
      "mergedFileProcessingFinished", EventType.MACHINE_FILE_PROCESSED, "origin", "merged"),
  MERGED_FILE_PROCESSING_FAILED(
      "mergedFileProcessingFailed", EventType.MACHINE_FILE_FAILED, "origin", "merged"),
  OPERATION_CREATED("operationCreated", EventType.OPERATION_CREATED),
  OPERATION_UPDATED("operationUpdated", EventType.OPERATION_UPDATED),
  OPERATION_PROCESSING_FINISHED("operationProcessingFinished", EventType.OPERATION_PROCESSED),
  MACHINE_CREATED("machineCreated", EventType.MACHINE_CREATED),
  MACHINE_UPDATED("machineUpdated", EventType.MACHINE_UPDATED),
  MACHINE_DELETED("machineDeleted", EventType.MACHINE_REMOVED),
  IMPLEMENT_CREATED("implementCreated", EventType.IMPLEMENT_CREATED),
  IMPLEMENT_UPDATED("implementUpdated", EventType.IMPLEMENT_UPDATED),
  OPERATOR_CREATED("operatorCreated", EventType.OPERATOR_CREATED),
  OPERATOR_UPDATED("operatorUpdated", EventType.OPERATOR_UPDATED),
  PROVIDER_ORGANIZATION_CREATED("providerOrganizationCreated", EventType.ORGANIZATION_SEEN),
  PROVIDER_ORGANIZATION_BLOCKED("providerOrganizationBlocked", EventType.ORGANIZATION_BLOCKED),
  PROVIDER_ORGANIZATION_REMOVED("providerOrganizationRemoved", EventType.ORGANIZATION_REMOVED);

  /// Events of functions that Headland does not have: accepted, so that programs written for Leaf
  /// can register, and never sent.
  private static final List<String> NEVER =
      List.of(
          "mergedFieldCreated",
          "mergedFieldUpdated",
          "automergedFileProcessingFinished",
          "automergedFileProcessingFailed",
          "operationProcessingFailed",
          "workflowProcessingFinished",
          "workflowProcessingFailed",
          "newSatelliteImage",
          "satelliteSubscriptionFailed",
          "newIrrigationActivity",
          "newFieldIrrigationActivity");

  private final String wireName;
  private final EventType type;
  private final String key;
  private final String value;

  AlertName(String wireName, EventType type) {
    this(wireName, type, "", "");
  }

  /// @param key of the data of the event that must have a value; blank for any event
  AlertName(String wireName, EventType type, String key, String value) {
    this.wireName = wireName;
    this.type = type;
    this.key = key;
    this.value = value;
  }

  /// The events with the result of a call for a credential.
  private static Set<EventType> verifications() {
    return EnumSet.of(
        EventType.CREDENTIAL_CREATED,
        EventType.CREDENTIAL_REPLACED,
        EventType.CREDENTIAL_STATUS_CHANGED);
  }

  public String wireName() {
    return wireName;
  }

  public Set<EventType> types() {
    return type == EventType.CREDENTIAL_STATUS_CHANGED ? verifications() : EnumSet.of(type);
  }

  /// Whether Leaf has such an event.
  public static boolean isKnown(String name) {
    return NEVER.contains(name)
        || Arrays.stream(values()).anyMatch(alert -> alert.wireName.equals(name));
  }

  /// The name of the alert for an event, among the registered ones.
  public static Optional<AlertName> of(Event event, List<String> requested) {
    return Arrays.stream(values())
        .filter(alert -> alert.matches(event) && requested.contains(alert.wireName))
        .findFirst();
  }

  private boolean matches(Event event) {
    return types().contains(event.type())
        && (key.isEmpty() || event.data().path(key).asString("").equals(value));
  }
}
