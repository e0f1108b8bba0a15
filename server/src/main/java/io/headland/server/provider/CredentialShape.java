package io.headland.server.provider;

import java.util.List;
import java.util.stream.Stream;

/// What a credential of one provider looks like in the API.
///
/// @param paths last path segment, for example `john-deere-credentials`; then older ones
/// @param userKey key of the Leaf user resource, for example `johnDeereCredentials`
/// @param identification the field that names the API owner's application at the provider or, where
///   none does, the account; blank where nothing but secrets would
/// @param fields in the order in which answers show them
public record CredentialShape(
    List<String> paths, String userKey, String identification, List<CredentialField> fields) {

  public CredentialShape {
    paths = List.copyOf(paths);
    fields = List.copyOf(fields);
  }

  static CredentialShape of(
      String path, String userKey, String identification, CredentialField... fields) {
    return new CredentialShape(List.of(path), userKey, identification, List.of(fields));
  }

  /// The same shape, which can be reached by one more path.
  CredentialShape alsoAt(String path) {
    return new CredentialShape(
        Stream.concat(paths.stream(), Stream.of(path)).toList(), userKey, identification, fields);
  }

  /// The path to be used.
  public String path() {
    return paths.getFirst();
  }
}
