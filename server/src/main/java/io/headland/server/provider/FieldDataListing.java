package io.headland.server.provider;

import java.util.Set;

/// A listing of an organization's field data.
///
/// @param name unique for the provider and constant: it is stored with positions
/// @param covers the kinds of which it contains every record, so that missing records have been
///   removed
public record FieldDataListing(String name, Set<RecordKind> covers) {

  public FieldDataListing {
    covers = Set.copyOf(covers);
  }
}
