package io.headland.server.provider;

import java.util.List;

/// An application that an API owner registered at a provider.
///
/// @param keys the fields of [Consent#applicationFields], as in a credential
/// @param scopes to request; none for those that Headland requires
public record ProviderApplication(ProviderCredential keys, List<String> scopes) {

  public ProviderApplication {
    scopes = List.copyOf(scopes);
  }
}
