package io.headland.server.platform.config;

import java.util.List;

/// API owners that the operator names.
///
/// @param email of the first API owner, created when the database holds none; blank makes one up
/// @param password of the first API owner; blank makes one up
/// @param operators emails of API owners that see the state of the whole installation
public record OwnerConfig(String email, Secret password, List<String> operators) {
  public OwnerConfig {
    operators = List.copyOf(operators);
  }
}
