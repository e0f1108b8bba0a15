package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored farm.
///
/// @param name blank when the provider has none
/// @param growerId null when it belongs to no stored grower
public record Farm(
    long id,
    LeafUserId leafUserId,
    String provider,
    String providerFarmId,
    String name,
    List<UUID> fieldIds,
    @Nullable Long growerId,
    Instant createdAt,
    Instant updatedAt) {

  public Farm {
    fieldIds = List.copyOf(fieldIds);
  }
}
