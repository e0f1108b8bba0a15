package io.headland.server.engine.grant;

import io.headland.server.core.credential.Credential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;

/// The result of requesting an access token.
public sealed interface Access {
  /// A session for calls to the provider.
  ///
  /// @param credential as it is stored now, with the token of the session
  record Ready(Credential credential, ProviderSession session) implements Access {}

  /// There is no valid access token.
  sealed interface NoToken extends Access {}

  /// The provider rejects the grant; the credential is marked `UNAUTHENTICATED`.
  record Refused() implements NoToken {}

  /// The provider could not be called.
  record Failed(ProviderFailure failure) implements NoToken {}

  /// There is no such credential.
  record Missing() implements NoToken {}
}
