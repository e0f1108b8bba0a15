package io.headland.simulator.fielddata;

/// A farm without its fields.
///
/// @param client the slot of its client
/// @param fields the fields that it was created with; some may have been moved since
public record FarmRow(int client, String id, String name, boolean archived, SlotRange fields) {
  public FarmRow withName(String other) {
    return new FarmRow(client, id, other, archived, fields);
  }

  FarmRow under(int otherClient) {
    return new FarmRow(otherClient, id, name, archived, fields);
  }

  public FarmRow archived(boolean hidden) {
    return new FarmRow(client, id, name, hidden, fields);
  }
}
