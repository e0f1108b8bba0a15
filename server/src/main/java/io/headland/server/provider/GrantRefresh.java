package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderError;
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

  /// The token endpoint says that the grant is not valid (`invalid_grant`, RFC 6749, 5.2). Nothing
  /// else means that.
  record Refused(ProviderError error) implements GrantRefresh {}

  /// Nothing is known about the grant; it may be tried again later. The failure is
  /// [ProviderFailure.ApplicationRefused] when the endpoint refused the application or the request.
  record Failed(ProviderFailure failure) implements GrantRefresh {}
}
