package io.headland.server.core.field;

/// What became of a write. Anything but `STORED` changed nothing.
public enum WriteOutcome {
  STORED,
  NO_LEAF_USER,
  NOT_FOUND,
  /// The id is taken.
  ALREADY_EXISTS,
  /// A provider has it, so it can only be changed there.
  OF_PROVIDER,
  /// The farm or grower that it is to belong to does not exist.
  NO_PARENT,
  /// The farm or grower that it is to belong to is a provider's.
  PARENT_OF_PROVIDER
}
