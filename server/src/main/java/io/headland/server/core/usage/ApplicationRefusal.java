package io.headland.server.core.usage;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Instant;

/// A provider application that the token endpoint rejects.
///
/// @param statusCode of the last response
/// @param since when it was first rejected
public record ApplicationRefusal(
    int statusCode, ProviderError error, Instant since, Instant lastAt) {}
