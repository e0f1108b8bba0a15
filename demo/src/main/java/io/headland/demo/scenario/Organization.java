package io.headland.demo.scenario;

import tools.jackson.databind.JsonNode;

/// A provider organization in a response of the server; absent values are blank.
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

  /// Whether the link leads to the page where a grower connects the organization.
  boolean linksToRepair() {
    return managementUri.contains("/select-organizations");
  }

  boolean linksToDialog() {
    return managementUri.contains("/connections-dialog?orgId=" + id);
  }

  /// A short form for the table.
  String summary() {
    return blockedReason.isEmpty() ? status : status + " " + blockedReason;
  }
}
