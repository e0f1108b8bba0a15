package io.headland.server.budget;

import io.headland.server.upstream.ProviderError;
import java.time.Instant;

/// A provider application that the token endpoint refuses.
///
/// @param statusCode of the last answer
/// @param since when it was first refused
record ApplicationRefusal(int statusCode, ProviderError error, Instant since, Instant lastAt) {}
