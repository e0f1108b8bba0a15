package io.headland.server.provider;

import java.util.List;
import java.util.stream.Stream;

/// One field of a credential's body.
///
/// @param secret kept encrypted; masked in answers
/// @param shown whether answers have it at all
/// @param allowed the only values accepted; empty for any
/// @param defaultValue used when the field is left out; blank when it is required
/// @param aliases other spellings that bodies may use
public record CredentialField(
    String name,
    boolean secret,
    boolean shown,
    List<String> allowed,
    String defaultValue,
    List<String> aliases) {

  public CredentialField {
    allowed = List.copyOf(allowed);
    aliases = List.copyOf(aliases);
  }

  public static CredentialField plain(String name) {
    return new CredentialField(name, false, true, List.of(), "", List.of());
  }

  public static CredentialField secret(String name) {
    return new CredentialField(name, true, true, List.of(), "", List.of());
  }

  public static CredentialField choice(String name, String defaultValue, List<String> allowed) {
    return new CredentialField(name, false, true, allowed, defaultValue, List.of());
  }

  /// The same field, left out of every answer.
  public CredentialField neverShown() {
    return new CredentialField(name, secret, false, allowed, defaultValue, aliases);
  }

  /// The same field, which bodies may also call something else.
  public CredentialField alsoCalled(String alias) {
    return new CredentialField(
        name,
        secret,
        shown,
        allowed,
        defaultValue,
        Stream.concat(aliases.stream(), Stream.of(alias)).toList());
  }

  public boolean isRequired() {
    return defaultValue.isBlank();
  }

  /// Its name, then the other spellings.
  public List<String> spellings() {
    return Stream.concat(Stream.of(name), aliases.stream()).toList();
  }
}
