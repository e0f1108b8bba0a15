package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.TrimbleForms;
import java.net.URI;
import java.time.Duration;

/// What is settable about the simulated Trimble.
///
/// @param pageSize most records in one answer
/// @param forms the form of answers
/// @param punishReuse a spent refresh token that is shown again ends the whole grant
/// @param base where this server is reached
public record TrimbleRules(
    int pageSize,
    TrimbleForms forms,
    boolean punishReuse,
    Duration accessTokenLifetime,
    URI base) {}
