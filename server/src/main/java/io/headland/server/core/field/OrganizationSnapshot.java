package io.headland.server.core.field;

import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of an organization's snapshot.
///
/// @param signatures by listing: the provider's signature of the state that was last read
/// @param fullyReadAt when everything was read, regardless of signatures; null for never
/// @param waiting whether a field waits for its boundary
public record OrganizationSnapshot(
    int growers,
    int farms,
    int fields,
    Map<String, String> signatures,
    @Nullable Instant fullyReadAt,
    boolean waiting) {
  /// Before the first reading.
  public static final OrganizationSnapshot EMPTY =
      new OrganizationSnapshot(0, 0, 0, Map.of(), null, false);

  public OrganizationSnapshot {
    signatures = Map.copyOf(signatures);
  }

  /// The number of records of a kind; boundaries are not counted.
  public int total(RecordKind kind) {
    return switch (kind) {
      case GROWER -> growers;
      case FARM -> farms;
      case FIELD -> fields;
      case BOUNDARY -> 0;
    };
  }
}
