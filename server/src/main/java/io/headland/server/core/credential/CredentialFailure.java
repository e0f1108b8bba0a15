package io.headland.server.core.credential;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is wrong with a credential now.
///
/// @param statusCode of the provider's answer; 0 when none came
/// @param error as the provider put it, without secrets
/// @param since when this kind of failure was first seen
/// @param attempts how often it was seen
/// @param nextProbeAt when a revoked grant is tried again; null for another failure, and when the
///   probes have ended
public record CredentialFailure(
    Kind kind,
    int statusCode,
    ProviderError error,
    Instant since,
    Instant lastAt,
    int attempts,
    @Nullable Instant nextProbeAt) {

  /// What the failure is about.
  public enum Kind {
    /// The grant was revoked or has expired.
    GRANT,
    /// The application, or the form of the request to the token endpoint.
    APPLICATION,
    /// The API refuses an access token that the token endpoint has just issued.
    ACCESS_TOKEN,
    /// A right that is missing.
    PERMISSION,
    /// The provider: it cannot be reached, or its answer cannot be read.
    PROVIDER
  }
}
