package io.headland.server.provider;

/// The kinds of records that lie beneath an organization.
public enum RecordKind {
  /// Who owns or works the land. John Deere calls it a client.
  GROWER,
  FARM,
  FIELD,
  /// The active boundary of a field.
  BOUNDARY
}
