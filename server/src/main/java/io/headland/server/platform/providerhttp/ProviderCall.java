package io.headland.server.platform.providerhttp;

import io.headland.server.platform.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/// One call to a provider, as it may be shown: no secret in it, and of the body only its error.
///
/// @param target URI without anything secret in its query
/// @param statusCode 0 when no answer came
/// @param headers of the answer, secrets masked
/// @param bodySize bytes of the answer's body
/// @param failure why no answer came; blank when one did
/// @param error what the body of a failed answer says
public record ProviderCall(
    Instant at,
    String method,
    String target,
    int statusCode,
    Map<String, String> headers,
    long bodySize,
    Duration took,
    String failure,
    ProviderError error) {

  /// A call whose answer says nothing about an error.
  public ProviderCall(
      Instant at,
      String method,
      String target,
      int statusCode,
      Map<String, String> headers,
      long bodySize,
      Duration took,
      String failure) {
    this(at, method, target, statusCode, headers, bodySize, took, failure, ProviderError.NONE);
  }

  /// The same call without further secrets in its error.
  public ProviderCall without(Collection<Secret> secrets) {
    return new ProviderCall(
        at, method, target, statusCode, headers, bodySize, took, failure, error.without(secrets));
  }
}
