package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Shown;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.function.BiFunction;

/// The lists of records of an organization. Only the entries of the requested page are read.
final class Shelves {
  private Shelves() {}

  static Shelf<Placed.PlacedClient> clients(Organization organization, Shown shown) {
    return shelf(
        organization.land().countClients(shown),
        (from, to) ->
            organization.land().clients(shown, from, to).stream()
                .map(row -> new Placed.PlacedClient(organization, row))
                .toList());
  }

  static Shelf<Placed.PlacedFarm> farms(Organization organization, Shown shown) {
    return shelf(
        organization.land().countFarms(shown),
        (from, to) ->
            organization.land().farms(shown, from, to).stream()
                .map(farmed -> Placed.PlacedFarm.of(organization, farmed))
                .toList());
  }

  static Shelf<Placed.PlacedField> fields(Organization organization, Shown shown) {
    return shelf(
        organization.land().countFields(shown),
        (from, to) ->
            organization.land().fields(shown, from, to).stream()
                .map(spot -> Placed.PlacedField.of(organization, spot))
                .toList());
  }

  static Shelf<Placed.PlacedBoundary> boundaries(Organization organization, Shown shown) {
    return shelf(
        organization.land().countBoundaries(shown),
        (from, to) ->
            organization.land().boundaries(shown, from, to).stream()
                .map(bounded -> Placed.PlacedBoundary.of(organization, bounded))
                .toList());
  }

  private static <T> Shelf<T> shelf(int total, BiFunction<Integer, Integer, List<T>> slice) {
    return new Shelf<>() {
      @Override
      public int total() {
        return total;
      }

      @Override
      public List<T> slice(int from, int to) {
        return slice.apply(from, to);
      }
    };
  }
}
