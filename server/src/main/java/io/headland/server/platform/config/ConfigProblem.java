package io.headland.server.platform.config;

/// Something wrong with one setting. Never holds the setting's value.
///
/// @param key the key, or the name of the variable or option, as the operator wrote it
/// @param origin where it was found
/// @param reason what is wrong, to be read after the key
public record ConfigProblem(String key, String origin, String reason) {
  @Override
  public String toString() {
    return "%s (%s) %s".formatted(key, origin, reason);
  }
}
