package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Field data given record by record.
final class ExplicitFieldData implements FieldDataOrigin {
  private final List<ClientRow> clients = new ArrayList<>();
  private final List<FarmRow> farms = new ArrayList<>();
  private final List<FieldRow> fields = new ArrayList<>();
  private final Map<String, Integer> clientSlots = new HashMap<>();
  private final Map<String, Integer> farmSlots = new HashMap<>();
  private final Map<String, Integer> fieldSlots = new HashMap<>();

  ExplicitFieldData(List<Client> given) {
    for (Client client : given) {
      clientSlots.putIfAbsent(client.id(), clients.size());
      SlotRange own = new SlotRange(farms.size(), farms.size() + client.farms().size());
      client.farms().forEach(farm -> add(clients.size(), farm));
      clients.add(new ClientRow(client.id(), client.name(), client.archived(), own));
    }
  }

  private void add(int client, Farm farm) {
    farmSlots.putIfAbsent(farm.id(), farms.size());
    SlotRange own = new SlotRange(fields.size(), fields.size() + farm.fields().size());
    for (Field field : farm.fields()) {
      fieldSlots.putIfAbsent(field.id(), fields.size());
      fields.add(new FieldRow(farms.size(), field));
    }
    farms.add(new FarmRow(client, farm.id(), farm.name(), farm.archived(), own));
  }

  @Override
  public Table.Origin<ClientRow> clients() {
    return rows(clients);
  }

  @Override
  public Table.Origin<FarmRow> farms() {
    return rows(farms);
  }

  @Override
  public Table.Origin<FieldRow> fields() {
    return rows(fields);
  }

  private static <R> Table.Origin<R> rows(List<R> rows) {
    return new Table.Origin<>() {
      @Override
      public int size() {
        return rows.size();
      }

      @Override
      public R row(int slot) {
        return rows.get(slot);
      }
    };
  }

  @Override
  public OptionalInt findClient(String id) {
    return find(clientSlots, id);
  }

  @Override
  public OptionalInt findFarm(String id) {
    return find(farmSlots, id);
  }

  @Override
  public OptionalInt findField(String id) {
    return find(fieldSlots, id);
  }

  private static OptionalInt find(Map<String, Integer> slots, String id) {
    Integer slot = slots.get(id);
    return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
  }
}
