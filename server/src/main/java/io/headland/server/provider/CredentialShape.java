package io.headland.server.provider;

import java.util.List;

/// What a credential of one provider looks like in the API.
///
/// @param path last path segment, for example `john-deere-credentials`
/// @param userKey key of the Leaf user resource, for example `johnDeereCredentials`
/// @param identification the field that names the API owner's application at the provider
/// @param fields in the order in which answers show them
public record CredentialShape(
    String path, String userKey, String identification, List<CredentialField> fields) {

  public CredentialShape {
    fields = List.copyOf(fields);
  }
}
