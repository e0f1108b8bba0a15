package io.headland.server.provider;

import java.util.List;
import java.util.stream.Stream;

/// One field of a credential's body.
///
/// @param secret stored encrypted; masked in responses
/// @param shown whether responses contain it
/// @param allowed the accepted values; empty for any
/// @param defaultValue used when the field is omitted; blank when it is required
/// @param aliases other names that bodies may use
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

  /// The same field, omitted from every response.
  public CredentialField neverShown() {
    return new CredentialField(name, secret, false, allowed, defaultValue, aliases);
  }

  /// The same field with another name that bodies may use.
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

  /// Its name, followed by the other names.
  public List<String> spellings() {
    return Stream.concat(Stream.of(name), aliases.stream()).toList();
  }
}
