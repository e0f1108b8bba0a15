package io.headland.server.provider;

import java.util.List;

/// One field of a credential's body.
///
/// @param secret kept encrypted and masked in answers
/// @param allowed the only values accepted; empty for any
/// @param defaultValue used when the field is left out; blank when it is required
public record CredentialField(
    String name, boolean secret, List<String> allowed, String defaultValue) {

  public CredentialField {
    allowed = List.copyOf(allowed);
  }

  public static CredentialField plain(String name) {
    return new CredentialField(name, false, List.of(), "");
  }

  public static CredentialField secret(String name) {
    return new CredentialField(name, true, List.of(), "");
  }

  public static CredentialField choice(String name, String defaultValue, List<String> allowed) {
    return new CredentialField(name, false, allowed, defaultValue);
  }

  public boolean isRequired() {
    return defaultValue.isBlank();
  }
}
