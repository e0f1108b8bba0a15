package io.headland.server.provider;

import io.headland.server.platform.config.Secret;

/// The result of exchanging an authorization code.
public sealed interface CodeExchange {
  /// The grower's grant.
  record Granted(Secret refreshToken) implements CodeExchange {}

  /// The provider rejects the code: it was used, it has expired, or the application was not
  /// authenticated.
  ///
  /// @param error the OAuth error code, for example `invalid_grant`
  record Refused(String error) implements CodeExchange {}

  /// The state of the code is unknown; the grower must sign in again.
  record Failed(ProviderFailure failure) implements CodeExchange {}
}
