package io.headland.server.core.organization;

import io.headland.server.provider.RecordKind;
import java.util.Set;

/// The results of requests for kinds of records to which an organization has no link.
///
/// @param permitted kinds that may be read
/// @param denied kinds that are denied
public record AccessResults(Set<RecordKind> permitted, Set<RecordKind> denied) {
  public static final AccessResults NONE = new AccessResults(Set.of(), Set.of());

  public AccessResults {
    permitted = Set.copyOf(permitted);
    denied = Set.copyOf(denied);
  }

  public boolean isKnown(RecordKind kind) {
    return permitted.contains(kind) || denied.contains(kind);
  }
}
