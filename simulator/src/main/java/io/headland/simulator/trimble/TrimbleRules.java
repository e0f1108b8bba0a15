package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.TrimbleForms;
import java.net.URI;
import java.time.Duration;

/// What is settable about the simulated Trimble.
///
/// @param pageSize maximum number of records in a response
/// @param forms the form of responses
/// @param revokeOnReuse a spent refresh token that is shown again ends the whole grant
/// @param base where this server is reached
public record TrimbleRules(
    int pageSize,
    TrimbleForms forms,
    boolean revokeOnReuse,
    Duration accessTokenLifetime,
    URI base) {}
