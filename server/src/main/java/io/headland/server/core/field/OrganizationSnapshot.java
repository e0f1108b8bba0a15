package io.headland.server.core.field;

import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of the copy of an organization.
///
/// @param signatures by listing: what the provider knows the state by that was read last
/// @param fullyReadAt when everything was read, whatever the signatures said; null for never
public record OrganizationSnapshot(
    int growers,
    int farms,
    int fields,
    Map<String, String> signatures,
    @Nullable Instant fullyReadAt) {

  public OrganizationSnapshot {
    signatures = Map.copyOf(signatures);
  }

  /// How many there are of a kind; boundaries are not counted.
  public int total(RecordKind kind) {
    return switch (kind) {
      case GROWER -> growers;
      case FARM -> farms;
      case FIELD -> fields;
      case BOUNDARY -> 0;
    };
  }
}
