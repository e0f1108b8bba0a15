package io.headland.simulator.johndeere.operations;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The machines, implements and operators of all organizations as they are listed. Operations still
/// name those that were removed.
public final class MachineryRegistry {
  private final Map<String, Machinery> changed = new ConcurrentHashMap<>();

  public Machinery of(String organizationId) {
    return changed.getOrDefault(organizationId, Machinery.of(organizationId));
  }

  /// Removes a machine, an implement or an operator.
  ///
  /// @throws NoSuchElementException when there is none with this id
  public void remove(String organizationId, String id) {
    change(organizationId, id, machinery -> machinery.without(id));
  }

  /// Renames a machine, an implement or an operator.
  ///
  /// @throws NoSuchElementException when there is none with this id
  public void rename(String organizationId, String id, String name) {
    change(organizationId, id, machinery -> machinery.renamed(id, name));
  }

  /// Lists everything under its generated name again.
  public void restore(String organizationId) {
    changed.remove(organizationId);
  }

  private void change(String organizationId, String id, UnaryOperator<Machinery> change) {
    changed.compute(
        organizationId,
        (_, before) -> {
          Machinery machinery = before == null ? Machinery.of(organizationId) : before;
          if (!machinery.has(id)) {
            throw new NoSuchElementException("there is no machine or operator '" + id + "'");
          }
          return change.apply(machinery);
        });
  }
}
