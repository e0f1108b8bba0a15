package io.headland.simulator.control;

import io.headland.simulator.johndeere.operations.Machinery;
import io.headland.simulator.johndeere.operations.MachineryRegistry;

/// Changes the machines, implements and operators of one organization. There are no notifications
/// of them.
///
/// A method that is given the id of a record that does not exist throws [NoSuchElementException].
public final class MachineryControl {
  private final MachineryRegistry registry;
  private final String orgId;

  MachineryControl(MachineryRegistry registry, String orgId) {
    this.registry = registry;
    this.orgId = orgId;
  }

  public Machinery all() {
    return registry.of(orgId);
  }

  /// Removes one.
  ///
  /// @param id of an operator, or the `principalId` of a machine or implement
  public void remove(String id) {
    registry.remove(orgId, id);
  }

  /// Renames one.
  ///
  /// @param id of an operator, or the `principalId` of a machine or implement
  public void rename(String id, String name) {
    registry.rename(orgId, id, name);
  }

  /// Restores everything that was removed or renamed.
  public void restore() {
    registry.restore(orgId);
  }
}
