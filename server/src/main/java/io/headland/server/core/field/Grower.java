package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;

/// A stored grower. John Deere calls it a client.
///
/// @param name blank when the provider has none
public record Grower(
    long id,
    LeafUserId leafUserId,
    String provider,
    String providerGrowerId,
    String name,
    List<Long> farmIds,
    Instant createdAt,
    Instant updatedAt) {

  public Grower {
    farmIds = List.copyOf(farmIds);
  }
}
