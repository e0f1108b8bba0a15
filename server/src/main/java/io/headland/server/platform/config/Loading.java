package io.headland.server.platform.config;

import java.util.List;

/// What looking for the configuration came to.
public sealed interface Loading {
  /// Everything is in order.
  ///
  /// @param settings each key, its value and where it comes from
  /// @param warnings allowed, but better known about
  record Accepted(HeadlandConfig config, List<EffectiveSetting> settings, List<String> warnings)
      implements Loading {}

  /// Something is not, and here is all of it.
  record Rejected(List<ConfigProblem> problems) implements Loading {}
}
