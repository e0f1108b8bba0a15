package io.headland.server.platform.config;

import java.util.Optional;

/// The version of this program.
public final class Version {
  private Version() {}

  /// From the jar's manifest; `development` when run from classes.
  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
