package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FarmRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.Spot;
import io.headland.simulator.johndeere.world.Organization;

/// Records of an organization together with their parents.
sealed interface Placed {
  record PlacedClient(Organization organization, ClientRow client) implements Placed {}

  record PlacedFarm(Organization organization, ClientRow client, FarmRow farm) implements Placed {
    static PlacedFarm of(Organization organization, Spot.Farmed farmed) {
      return new PlacedFarm(organization, farmed.client(), farmed.farm());
    }
  }

  record PlacedField(Organization organization, ClientRow client, FarmRow farm, Field field)
      implements Placed {
    static PlacedField of(Organization organization, Spot spot) {
      return new PlacedField(organization, spot.client(), spot.farm(), spot.field());
    }
  }

  record PlacedBoundary(PlacedField place, Boundary boundary) implements Placed {
    static PlacedBoundary of(Organization organization, Spot.Bounded bounded) {
      return new PlacedBoundary(PlacedField.of(organization, bounded.spot()), bounded.boundary());
    }
  }
}
