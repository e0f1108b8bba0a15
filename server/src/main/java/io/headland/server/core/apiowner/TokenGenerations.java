package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// The generations of valid tokens, by API owner. Each is read from the database at most once in
/// [#EXPIRY], so that a new password or a revocation takes effect on every node after that time.
final class TokenGenerations {
  static final Duration EXPIRY = Duration.ofSeconds(5);

  private final ApiOwnerStore store;
  private final InstantSource clock;
  private final Map<ApiOwnerId, Known> known = new ConcurrentHashMap<>();

  private record Known(int generation, Instant readAt) {}

  TokenGenerations(ApiOwnerStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The generation of the valid tokens of an API owner; empty when there is no such API owner.
  OptionalInt find(ApiOwnerId owner) {
    Instant now = clock.instant();
    Known cached = known.get(owner);
    // Absolute, because a clock may be set back.
    if (cached != null && Duration.between(cached.readAt(), now).abs().compareTo(EXPIRY) < 0) {
      return OptionalInt.of(cached.generation());
    }
    OptionalInt stored = store.findTokenGeneration(owner);
    stored.ifPresent(generation -> known.put(owner, new Known(generation, now)));
    return stored;
  }
}
