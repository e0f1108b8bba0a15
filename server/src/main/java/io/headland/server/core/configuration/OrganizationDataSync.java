package io.headland.server.core.configuration;

/// Which of the organizations that a provider account can access are synced.
public enum OrganizationDataSync {
  /// All.
  ALL,
  /// Those that a caller selected.
  SELECTED_ONLY
}
