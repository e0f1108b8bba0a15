package io.headland.server.core.configuration;

/// Who set what holds.
public enum SettingOrigin {
  LEAF_USER,
  API_OWNER,
  /// Nobody.
  DEFAULT
}
