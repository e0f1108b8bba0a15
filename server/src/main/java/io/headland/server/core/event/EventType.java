package io.headland.server.core.event;

import io.headland.server.platform.id.NamedConstant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// All types of events.
public enum EventType implements NamedConstant {
  ORGANIZATION_SEEN("organization.seen"),
  ORGANIZATION_BLOCKED("organization.blocked"),
  ORGANIZATION_UNBLOCKED("organization.unblocked"),
  ORGANIZATION_SELECTED("organization.selected"),
  ORGANIZATION_DESELECTED("organization.deselected"),
  ORGANIZATION_REMOVED("organization.removed"),
  CREDENTIAL_CREATED("credential.created"),
  CREDENTIAL_REPLACED("credential.replaced"),
  CREDENTIAL_STATUS_CHANGED("credential.status_changed"),
  CREDENTIAL_REMOVED("credential.removed"),
  SYNC_RUN_SUCCEEDED("sync_run.succeeded"),
  SYNC_RUN_FAILED("sync_run.failed"),
  SYNC_RUN_GUARDED("sync_run.guarded"),
  FIELD_CREATED("field.created"),
  FIELD_UPDATED("field.updated"),
  FIELD_REMOVED("field.removed"),
  BOUNDARY_CREATED("boundary.created"),
  BOUNDARY_UPDATED("boundary.updated"),
  BOUNDARY_REMOVED("boundary.removed"),
  BATCH_FINISHED("batch.finished"),
  MACHINE_FILE_PROCESSED("machine_file.processed"),
  MACHINE_FILE_FAILED("machine_file.failed"),
  OPERATION_CREATED("operation.created"),
  OPERATION_UPDATED("operation.updated"),
  OPERATION_PROCESSED("operation.processed"),
  OPERATION_REMOVED("operation.removed"),
  MACHINE_CREATED("machine.created"),
  MACHINE_UPDATED("machine.updated"),
  MACHINE_REMOVED("machine.removed"),
  IMPLEMENT_CREATED("implement.created"),
  IMPLEMENT_UPDATED("implement.updated"),
  IMPLEMENT_REMOVED("implement.removed"),
  OPERATOR_CREATED("operator.created"),
  OPERATOR_UPDATED("operator.updated"),
  OPERATOR_REMOVED("operator.removed"),
  PROVIDER_APPLICATION_REFUSED("provider_application.refused"),
  PROVIDER_APPLICATION_RECOVERED("provider_application.recovered"),
  WEBHOOK_DISABLED("webhook.disabled");

  private static final String ANY = "*";

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /// The name in the API and in the database.
  @Override
  public String wireName() {
    return wireName;
  }

  public static Optional<EventType> ofWireName(String name) {
    return NamedConstant.find(EventType.class, name);
  }

  /// The types that match a pattern: one type, all of a group (`field.*`) or all (`*`). Empty when
  /// none matches.
  public static Set<EventType> matching(String pattern) {
    Set<EventType> matching = EnumSet.noneOf(EventType.class);
    for (EventType type : values()) {
      if (Set.of(type.wireName, type.kind() + "." + ANY, ANY).contains(pattern)) {
        matching.add(type);
      }
    }
    return matching;
  }

  private String kind() {
    return wireName.substring(0, wireName.indexOf('.'));
  }

  @Override
  public String toString() {
    return wireName;
  }
}
