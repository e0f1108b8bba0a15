package io.headland.server.core.configuration;

/// Where a value in effect is set.
public enum SettingOrigin {
  LEAF_USER,
  API_OWNER,
  /// Not set.
  DEFAULT
}
