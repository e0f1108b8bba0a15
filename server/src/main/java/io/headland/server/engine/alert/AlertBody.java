package io.headland.server.engine.alert;

import io.headland.server.core.alert.AlertName;
import io.headland.server.core.event.Event;
import io.headland.server.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The bodies of alerts: one line, a space after each colon and comma, and only ASCII. This is the
/// form of Python's JSON, which Leaf's receivers may serialize again to verify the signature.
public final class AlertBody {
  /// Sent to an endpoint at its registration.
  public static final String GREETING =
      of(Map.of("message", "confirmation of webhook upon registration"));

  private static final Map<String, String> MESSAGES =
      Map.of(
          "UNAUTHENTICATED", "The provider no longer accepts the credential.",
          "MISSING_PERMISSION", "The credential lacks a permission at the provider.");

  private AlertBody() {}

  static String of(AlertName alert, Event event) {
    Map<String, String> body = new LinkedHashMap<>();
    switch (alert) {
      case CREDENTIALS_LIMITED_PERMISSION, CREDENTIALS_UNAUTHENTICATED -> credential(event, body);
      case FIELD_CREATED, FIELD_UPDATED -> {
        body.put("source", event.data().path("source").asString("SYNC"));
        put("leafUserId", event, body);
        put("fieldId", event, body);
      }
      case FIELD_BOUNDARY_CREATED, FIELD_BOUNDARY_UPDATED, FIELD_BOUNDARY_DELETED -> {
        put("boundaryId", event, body);
        put("leafUserId", event, body);
        put("fieldId", event, body);
      }
      case BATCH_UPLOAD_PROCESSING_FINISHED -> {
        put("leafUserId", event, body);
        put("batchId", event, body);
      }
      case UPLOADED_FILE_PROCESSING_FINISHED,
          PROVIDER_FILE_PROCESSING_FINISHED,
          MERGED_FILE_PROCESSING_FINISHED -> {
        put("leafUserId", event, body);
        put("fileId", event, body);
      }
      case UPLOADED_FILE_PROCESSING_FAILED,
          PROVIDER_FILE_PROCESSING_FAILED,
          MERGED_FILE_PROCESSING_FAILED -> {
        put("leafUserId", event, body);
        put("fileId", event, body);
        put("message", event, body);
      }
      case OPERATION_CREATED, OPERATION_UPDATED, OPERATION_PROCESSING_FINISHED -> {
        put("leafUserId", event, body);
        put("operationId", event, body);
      }
      case MACHINE_CREATED, MACHINE_UPDATED, MACHINE_DELETED -> {
        put("leafUserId", event, body);
        put("machineId", event, body);
      }
      case IMPLEMENT_CREATED, IMPLEMENT_UPDATED -> {
        put("leafUserId", event, body);
        put("implementId", event, body);
      }
      case OPERATOR_CREATED, OPERATOR_UPDATED -> {
        put("leafUserId", event, body);
        put("operatorId", event, body);
      }
      case PROVIDER_ORGANIZATION_CREATED,
          PROVIDER_ORGANIZATION_BLOCKED,
          PROVIDER_ORGANIZATION_REMOVED -> {
        put("leafUserId", event, body);
        put("provider", event, body);
        put("providerOrgId", event, body);
      }
    }
    body.put("type", alert.wireName());
    body.put("timestamp", Json.MAPPER.convertValue(event.occurredAt(), String.class));
    return of(body);
  }

  /// Where Leaf has the client, the id is repeated: no event contains credential data.
  private static void credential(Event event, Map<String, String> body) {
    String id = text("credentialId", event);
    String status = text("status", event);
    body.put("credential", id);
    put("provider", event, body);
    body.put("credentialId", id);
    body.put("message", MESSAGES.getOrDefault(status, status));
    body.put("status", status);
  }

  private static void put(String key, Event event, Map<String, String> body) {
    body.put(key, text(key, event));
  }

  private static String text(String key, Event event) {
    return event.data().path(key).asString("");
  }

  private static String of(Map<String, String> body) {
    return body.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    for (char c : Json.MAPPER.writeValueAsString(text).toCharArray()) {
      if (c < 0x7F) {
        quoted.append(c);
      } else {
        quoted.append("\\u%04x".formatted((int) c));
      }
    }
    return quoted.toString();
  }
}
