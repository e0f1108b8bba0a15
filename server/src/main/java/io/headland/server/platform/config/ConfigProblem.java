package io.headland.server.platform.config;

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
