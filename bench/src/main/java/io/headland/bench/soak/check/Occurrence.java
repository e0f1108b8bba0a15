package io.headland.bench.soak.check;

import java.time.Instant;
import java.util.Optional;

/// A fault that was caused.
///
/// @param to absent while it lasts
public record Occurrence(String what, Instant from, Optional<Instant> to) {}
