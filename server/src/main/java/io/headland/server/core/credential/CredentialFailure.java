package io.headland.server.core.credential;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The current failure of a credential.
///
/// @param statusCode of the provider's response; 0 when there was none
/// @param error the provider's message, without secrets
/// @param since when this kind of failure first occurred
/// @param attempts the number of its occurrences
/// @param nextProbeAt when a revoked grant is probed; null for another failure, and when the probes
///   have ended
public record CredentialFailure(
    Kind kind,
    int statusCode,
    ProviderError error,
    Instant since,
    Instant lastAt,
    int attempts,
    @Nullable Instant nextProbeAt) {

  /// The subject of the failure.
  public enum Kind {
    /// The grant was revoked or has expired.
    GRANT,
    /// The application, or the form of the request to the token endpoint.
    APPLICATION,
    /// The API rejects an access token that the token endpoint has just issued.
    ACCESS_TOKEN,
    /// A missing permission.
    PERMISSION,
    /// The provider: it is not reachable, or its response is invalid.
    PROVIDER
  }
}
