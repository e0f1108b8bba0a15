package io.headland.server.provider;

/// The kinds of records of an organization.
public enum RecordKind {
  /// The owner or operator of the land. John Deere calls it a client.
  GROWER,
  FARM,
  FIELD,
  /// The active boundary of a field.
  BOUNDARY
}
