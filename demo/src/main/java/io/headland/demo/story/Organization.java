package io.headland.demo.story;

import tools.jackson.databind.JsonNode;

/// A provider organization as the server answers it; what the answer lacks is blank.
record Organization(
    String id,
    String name,
    String status,
    String managementUri,
    String blockedReason,
    String actionUri) {

  static Organization of(JsonNode json) {
    return new Organization(
        json.path("providerOrgId").asString(""),
        json.path("providerOrgName").asString(""),
        json.path("status").asString(""),
        json.path("managementUri").asString(""),
        json.path("blockedReason").asString(""),
        json.path("actionUri").asString(""));
  }

  boolean isBlocked() {
    return status.equals("BLOCKED");
  }

  boolean isBlockedFor(String reason) {
    return isBlocked() && blockedReason.equals(reason);
  }

  /// Whether the link leads to where a grower makes the missing connection.
  boolean linksToRepair() {
    return managementUri.contains("/select-organizations");
  }

  boolean linksToDialog() {
    return managementUri.contains("/connections-dialog?orgId=" + id);
  }

  /// In a few words, for the table.
  String summary() {
    return blockedReason.isEmpty() ? status : status + " " + blockedReason;
  }
}
