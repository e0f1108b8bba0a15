package io.headland.server.core.organization;

import io.headland.server.provider.RecordKind;
import java.util.Set;

/// The results of requests for kinds of records to which an organization has no link.
///
/// @param given kinds that may be read
/// @param refused kinds that are denied
public record AccessAnswers(Set<RecordKind> given, Set<RecordKind> refused) {
  public static final AccessAnswers NONE = new AccessAnswers(Set.of(), Set.of());

  public AccessAnswers {
    given = Set.copyOf(given);
    refused = Set.copyOf(refused);
  }

  public boolean isKnown(RecordKind kind) {
    return given.contains(kind) || refused.contains(kind);
  }
}
