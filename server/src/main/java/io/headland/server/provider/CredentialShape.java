package io.headland.server.provider;

import java.util.List;
import java.util.stream.Stream;

/// The form of a provider's credential in the API.
///
/// @param paths last path segment, for example `john-deere-credentials`; then older ones
/// @param userKey key in the Leaf user resource, for example `johnDeereCredentials`
/// @param identification the field that identifies the API owner's application at the provider or,
///   if there is none, the account; blank if all identifying fields are secret
/// @param fields in the order of responses
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

  /// The same shape with one more path.
  CredentialShape alsoAt(String path) {
    return new CredentialShape(
        Stream.concat(paths.stream(), Stream.of(path)).toList(), userKey, identification, fields);
  }

  /// The preferred path.
  public String path() {
    return paths.getFirst();
  }
}
