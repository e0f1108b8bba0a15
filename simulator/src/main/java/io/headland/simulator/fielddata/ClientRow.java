package io.headland.simulator.fielddata;

/// A client without its farms.
///
/// @param farms the farms that it was created with; some may have been moved since
public record ClientRow(String id, String name, boolean archived, SlotRange farms) {
  public ClientRow withName(String other) {
    return new ClientRow(id, other, archived, farms);
  }

  public ClientRow archived(boolean hidden) {
    return new ClientRow(id, name, hidden, farms);
  }
}
