package io.headland.server.provider;

import io.headland.server.config.Secret;
import java.time.Duration;
import java.util.List;

/// What asking for a new access token came to.
public sealed interface GrantRefresh {
  /// A new access token.
  ///
  /// @param refreshToken to be kept from now on; the same as before where the provider does not
  ///   rotate
  /// @param lifetime of the access token, from now
  record Granted(
      Secret accessToken, Secret refreshToken, Duration lifetime, List<String> providerScopes)
      implements GrantRefresh {}

  /// The provider will not take this grant again: the refresh token is dead or the client is wrong.
  record Refused(String why) implements GrantRefresh {}

  /// Nothing is known about the grant; it may be tried again later.
  record Failed(ProviderFailure failure) implements GrantRefresh {}
}
