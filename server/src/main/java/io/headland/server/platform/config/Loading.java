package io.headland.server.platform.config;

import io.headland.server.platform.config.GivenValues.GivenValue;
import java.util.List;

/// The result of loading the configuration.
public sealed interface Loading {
  /// The configuration is valid.
  ///
  /// @param settings each key with its value and source
  /// @param warnings about allowed but risky values
  record Accepted(HeadlandConfig config, List<EffectiveSetting> settings, List<String> warnings)
      implements Loading {}

  /// The configuration is invalid; with all errors.
  record Rejected(List<ConfigProblem> problems) implements Loading {}

  /// An error in one setting, without the setting's value.
  ///
  /// @param key the key, or the name of the variable or option, as given
  /// @param origin its source
  /// @param reason the error, to be appended to the key
  public record ConfigProblem(String key, String origin, String reason) {
    @Override
    public String toString() {
      return "%s (%s) %s".formatted(key, origin, reason);
    }
  }

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
}
