package io.headland.server.core.organization;

import java.util.Arrays;
import java.util.Optional;

/// Whether the data of a provider organization is processed.
public enum OrganizationStatus {
  /// The organization's field data is read and updated.
  SELECTED,
  /// The organization is visible; its field data is not processed.
  PREVIEW,
  /// The provider does not grant the required access; callers cannot change this status.
  BLOCKED;

  public static Optional<OrganizationStatus> parse(String text) {
    return Arrays.stream(values()).filter(status -> status.name().equals(text)).findFirst();
  }
}
