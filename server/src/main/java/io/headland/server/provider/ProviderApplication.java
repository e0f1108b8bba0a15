package io.headland.server.provider;

import java.util.List;

/// An application that a company registered at a provider.
///
/// @param keys the fields of [Consent#applicationFields], as a credential has them
/// @param scopes that the application asks for; none for what Headland needs
public record ProviderApplication(ProviderCredential keys, List<String> scopes) {

  public ProviderApplication {
    scopes = List.copyOf(scopes);
  }
}
