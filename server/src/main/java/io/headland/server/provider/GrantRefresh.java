package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;
import java.util.List;

/// The result of a refresh.
public sealed interface GrantRefresh {
  /// A new access token.
  ///
  /// @param refreshToken to be stored; unchanged if the provider does not rotate it
  /// @param lifetime of the access token, from now
  record Granted(
      Secret accessToken, Secret refreshToken, Duration lifetime, List<String> providerScopes)
      implements GrantRefresh {}

  /// The token endpoint states that the grant is not valid (`invalid_grant`, RFC 6749, 5.2). No
  /// other response has this meaning.
  record Refused(int statusCode, ProviderError error) implements GrantRefresh {}

  /// The state of the grant is unknown; the refresh may be retried. The failure is
  /// [ProviderFailure.ApplicationRefused] when the endpoint rejected the application or the
  /// request.
  record Failed(ProviderFailure failure) implements GrantRefresh {}
}
