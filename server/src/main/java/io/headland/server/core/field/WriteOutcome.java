package io.headland.server.core.field;

/// The result of a write. With every value except `STORED` nothing was changed.
public enum WriteOutcome {
  STORED,
  NO_LEAF_USER,
  NOT_FOUND,
  /// The id exists.
  ALREADY_EXISTS,
  /// It belongs to a provider, where it must be changed.
  OF_PROVIDER,
  /// The given farm or grower does not exist.
  NO_PARENT,
  /// The given farm or grower belongs to a provider.
  PARENT_OF_PROVIDER
}
