package io.headland.server.provider;

import io.headland.server.platform.config.Secret;

/// What exchanging an authorization code came to.
public sealed interface CodeExchange {
  /// The grower's grant.
  record Granted(Secret refreshToken) implements CodeExchange {}

  /// The provider will not exchange this code: it was used, it is too old, or the application is
  /// not what it says.
  ///
  /// @param error OAuth's word for it, for example `invalid_grant`
  record Refused(String error) implements CodeExchange {}

  /// Nothing is known about the code; the grower signs in again.
  record Failed(ProviderFailure failure) implements CodeExchange {}
}
