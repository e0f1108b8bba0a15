package io.headland.server.provider;

import java.util.Set;

/// A listing that a provider offers of what lies beneath an organization.
///
/// @param name the provider's own word for it, which stays the same: it is stored beside positions
/// @param covers the kinds of which it shows every record, so that what it lacks is gone
public record FieldDataListing(String name, Set<RecordKind> covers) {

  public FieldDataListing {
    covers = Set.copyOf(covers);
  }
}
