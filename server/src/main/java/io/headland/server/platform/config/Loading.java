package io.headland.server.platform.config;

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
}
