package io.headland.server.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// One call to a provider, as it may be shown: no secret in it, no body.
///
/// @param target URI without anything secret in its query
/// @param statusCode 0 when no answer came
/// @param headers of the answer, secrets masked
/// @param bodySize bytes of the answer's body
/// @param failure why no answer came; blank when one did
public record ProviderCall(
    Instant at,
    String method,
    String target,
    int statusCode,
    Map<String, String> headers,
    long bodySize,
    Duration took,
    String failure) {}
