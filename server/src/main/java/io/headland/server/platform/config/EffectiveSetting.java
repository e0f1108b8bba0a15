package io.headland.server.platform.config;

/// One setting as it is in effect, fit to be shown.
///
/// @param value its text, masked when it is a secret
/// @param origin `default`, or where it was given
public record EffectiveSetting(String key, String value, String origin) {
  private static final String MASK = "********";

  static EffectiveSetting of(Setting<?> setting, GivenValue given) {
    boolean hidden = setting.secret() && !given.text().isBlank();
    return new EffectiveSetting(setting.path(), hidden ? MASK : given.text(), given.origin());
  }
}
