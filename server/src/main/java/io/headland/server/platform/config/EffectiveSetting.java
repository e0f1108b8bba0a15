package io.headland.server.platform.config;

/// A setting in effect, for display.
///
/// @param value its text, masked when it is a secret
/// @param origin `default`, or its source
public record EffectiveSetting(String key, String value, String origin) {
  private static final String MASK = "********";

  static EffectiveSetting of(Setting<?> setting, GivenValue given) {
    boolean hidden = setting.secret() && !given.text().isBlank();
    return new EffectiveSetting(setting.path(), hidden ? MASK : given.text(), given.origin());
  }
}
