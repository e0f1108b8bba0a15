package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;

/// Why a provider did not give what was asked for.
public sealed interface ProviderFailure {
  /// The access token was refused. Refresh once and repeat the call.
  record Unauthorized() implements ProviderFailure {}

  /// The token endpoint refused the application or the form of the request, and says nothing about
  /// the grant: `invalid_client`, `unauthorized_client`, `invalid_scope`, `invalid_request`,
  /// `unsupported_grant_type`, an unknown code, or a 4xx without one. Repeat it after `retryAfter`.
  ///
  /// @param error with a blank code when the endpoint gave none
  record ApplicationRefused(int statusCode, ProviderError error, Duration retryAfter)
      implements ProviderFailure {}

  /// The token is good, the right is missing: not the scope, or no access at all.
  record Forbidden() implements ProviderFailure {}

  /// The customer must do something at the provider first, for example accept new terms.
  record ActionRequired(String actionUri) implements ProviderFailure {}

  record NotFound() implements ProviderFailure {}

  /// Too many calls. Do not repeat before `retryAfter` has passed.
  record Throttled(Duration retryAfter) implements ProviderFailure {}

  /// Our own budget of calls is used up for the moment: nothing was asked. Come again after the
  /// `pause`.
  record RateLimited(Duration pause) implements ProviderFailure {}

  /// There is no access token to call with at the moment: another node is refreshing the grant, or
  /// the outcome of a refresh is not known or not stored yet. Nothing was asked. Repeat it after
  /// `retryAfter`.
  ///
  /// @param why a sentence for the caller
  record RefreshPending(String why, Duration retryAfter) implements ProviderFailure {}

  /// No answer, or a 5xx. May be repeated later; `retryAfter` is the provider's own wish or a
  /// default.
  record Unavailable(String why, Duration retryAfter) implements ProviderFailure {}

  /// An answer that makes no sense: cut short, not JSON, links that lead elsewhere.
  record BrokenAnswer(String why) implements ProviderFailure {}
}
