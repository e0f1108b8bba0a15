package io.headland.server.platform.config;

/// The text of one setting and a description of its source.
record GivenValue(String text, String origin) {
  static final String DEFAULT = "default";

  static GivenValue fallback(Setting<?> setting) {
    return new GivenValue(setting.fallback(), DEFAULT);
  }

  boolean isDefault() {
    return origin.equals(DEFAULT);
  }
}
