package io.headland.server.core.configuration;

/// Which of the organizations that a provider account can reach are synced.
public enum OrganizationDataSync {
  /// Every one.
  ALL,
  /// Those that a caller selected.
  SELECTED_ONLY
}
