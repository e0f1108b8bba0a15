package io.headland.server.platform.config;

import java.util.List;

/// API owners in the settings.
///
/// @param email of the first API owner, created when the database contains none; generated when
///   blank
/// @param password of the first API owner; generated when blank
/// @param operators emails of API owners that can read the state of the installation
public record OwnerConfig(String email, Secret password, List<String> operators) {
  public OwnerConfig {
    operators = List.copyOf(operators);
  }
}
