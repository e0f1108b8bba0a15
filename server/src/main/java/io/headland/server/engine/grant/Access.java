package io.headland.server.engine.grant;

import io.headland.server.core.credential.Credential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;

/// What asking for a usable access token came to.
public sealed interface Access {
  /// A session to call the provider with.
  ///
  /// @param credential as it is stored now, with the token that the session uses
  record Ready(Credential credential, ProviderSession session) implements Access {}

  /// The provider refuses the grant; the credential is marked `UNAUTHENTICATED`.
  record Refused() implements Access {}

  /// The provider could not be asked.
  record Failed(ProviderFailure failure) implements Access {}

  /// There is no such credential.
  record Missing() implements Access {}
}
