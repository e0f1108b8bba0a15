package io.headland.server.core.organization;

import java.util.Arrays;
import java.util.Optional;

/// Whether data of a provider organization is processed.
public enum OrganizationStatus {
  /// What lies beneath the organization is fetched and kept fresh.
  SELECTED,
  /// The organization is visible; nothing beneath it is processed.
  PREVIEW,
  /// The provider does not give the access that would be needed; no caller can change it here.
  BLOCKED;

  public static Optional<OrganizationStatus> parse(String text) {
    return Arrays.stream(values()).filter(status -> status.name().equals(text)).findFirst();
  }
}
