package io.headland.server.core.field;

/// Where a boundary stands at its provider.
public enum BoundaryStatus {
  ACTIVE,
  INACTIVE,
  DELETED_ON_PROVIDER
}
