package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;

/// Whether geometries that are not valid are repaired for a Leaf user: its setting
/// `automaticFixBoundary`.
@FunctionalInterface
public interface BoundaryRepair {
  boolean isOnFor(ApiOwnerId owner, LeafUserId leafUser);
}
