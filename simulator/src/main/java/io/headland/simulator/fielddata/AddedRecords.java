package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The records that were added later, by id and by parent. Some may have been moved since.
record AddedRecords(
    PersistentMap<String, Integer> slots,
    PersistentMap<Integer, List<Integer>> farms,
    PersistentMap<Integer, List<Integer>> fields) {
  static final AddedRecords NONE =
      new AddedRecords(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

  Optional<Integer> find(String kind, String id) {
    return slots.find(kind + '/' + id);
  }

  IntStream farmsOf(int client) {
    return farms.find(client).orElse(List.of()).stream().mapToInt(Integer::intValue);
  }

  IntStream fieldsOf(int farm) {
    return fields.find(farm).orElse(List.of()).stream().mapToInt(Integer::intValue);
  }

  AddedRecords with(String kind, String id, int slot) {
    return new AddedRecords(slots.with(kind + '/' + id, slot), farms, fields);
  }

  AddedRecords withFarm(int client, int slot) {
    return new AddedRecords(slots, with(farms, client, slot), fields);
  }

  AddedRecords withField(int farm, int slot) {
    return new AddedRecords(slots, farms, with(fields, farm, slot));
  }

  private static PersistentMap<Integer, List<Integer>> with(
      PersistentMap<Integer, List<Integer>> before, int above, int slot) {
    List<Integer> more = new ArrayList<>(before.find(above).orElse(List.of()));
    if (!more.contains(slot)) {
      more.add(slot);
    }
    return before.with(above, more);
  }
}
