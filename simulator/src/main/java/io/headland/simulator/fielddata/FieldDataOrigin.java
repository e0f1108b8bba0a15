package io.headland.simulator.fielddata;

import java.util.OptionalInt;

/// The initial field data of an organization.
interface FieldDataOrigin {
  Table.Origin<ClientRow> clients();

  Table.Origin<FarmRow> farms();

  Table.Origin<FieldRow> fields();

  OptionalInt findClient(String id);

  OptionalInt findFarm(String id);

  OptionalInt findField(String id);
}
