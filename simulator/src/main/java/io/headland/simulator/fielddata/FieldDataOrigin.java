package io.headland.simulator.fielddata;

import java.util.OptionalInt;

/// What a land is like before anything is changed.
interface FieldDataOrigin {
  Table.Origin<ClientRow> clients();

  Table.Origin<FarmRow> farms();

  Table.Origin<FieldRow> fields();

  OptionalInt findClient(String id);

  OptionalInt findFarm(String id);

  OptionalInt findField(String id);
}
