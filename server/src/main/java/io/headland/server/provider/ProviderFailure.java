package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;

/// The reason why a call to a provider failed.
public sealed interface ProviderFailure {
  /// The access token was rejected. Refresh once and repeat the call.
  record Unauthorized() implements ProviderFailure {}

  /// The token endpoint rejected the application or the form of the request, which gives no
  /// information about the grant: `invalid_client`, `unauthorized_client`, `invalid_scope`,
  /// `invalid_request`, `unsupported_grant_type`, an unknown code, or a 4xx without one. Repeat it
  /// after `retryAfter`.
  ///
  /// @param error with a blank code when the endpoint returned none
  record ApplicationRefused(int statusCode, ProviderError error, Duration retryAfter)
      implements ProviderFailure {}

  /// The token is valid and the permission is missing: the scope, or any access.
  record Forbidden() implements ProviderFailure {}

  /// The customer must act at the provider first, for example accept new terms.
  record ActionRequired(String actionUri) implements ProviderFailure {}

  record NotFound() implements ProviderFailure {}

  /// Too many calls. Do not repeat before `retryAfter` has passed.
  record Throttled(Duration retryAfter) implements ProviderFailure {}

  /// Headland's rate limit is reached: no call was made. Repeat it after the `pause`.
  record RateLimited(Duration pause) implements ProviderFailure {}

  /// There is no access token at present: another node is refreshing the grant, or the outcome of a
  /// refresh is unknown or not stored yet. No call was made. Repeat it after `retryAfter`.
  ///
  /// @param reason a sentence for the caller
  record RefreshPending(String reason, Duration retryAfter) implements ProviderFailure {}

  /// No response, or a 5xx. May be repeated later; `retryAfter` is that of the provider or a
  /// default.
  record Unavailable(String reason, Duration retryAfter) implements ProviderFailure {}

  /// An invalid response: truncated, not JSON, or with links to other hosts.
  record InvalidResponse(String reason) implements ProviderFailure {}
}
