package io.headland.simulator.fielddata;

import java.util.List;

/// John Deere's term for a grower whose farms an organization works.
public record Client(String id, String name, boolean archived, List<Farm> farms) {
  public Client {
    farms = List.copyOf(farms);
  }
}
