package io.headland.simulator.fielddata;

import java.util.List;

/// A farm of one client.
public record Farm(String id, String name, boolean archived, List<Field> fields) {
  public Farm {
    fields = List.copyOf(fields);
  }
}
