package io.headland.server.core.usage;

import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Instant;

/// A provider application that the token endpoint refuses.
///
/// @param statusCode of the last answer
/// @param since when it was first refused
public record ApplicationRefusal(
    int statusCode, ProviderError error, Instant since, Instant lastAt) {}
