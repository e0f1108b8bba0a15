package io.headland.server.core.field;

/// The state of a boundary at its provider.
public enum BoundaryStatus {
  ACTIVE,
  INACTIVE,
  DELETED_ON_PROVIDER
}
