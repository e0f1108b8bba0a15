package io.headland.simulator.johndeere.platform;

import io.headland.simulator.johndeere.world.Boundary;
import io.headland.simulator.johndeere.world.Client;
import io.headland.simulator.johndeere.world.Farm;
import io.headland.simulator.johndeere.world.Field;
import io.headland.simulator.johndeere.world.Organization;
import java.util.stream.Stream;

/// Records of an organization's tree together with what they lie beneath.
sealed interface Placed {
  record PlacedClient(Organization organization, Client client) implements Placed {}

  record PlacedFarm(Organization organization, Client client, Farm farm) implements Placed {}

  record PlacedField(Organization organization, Client client, Farm farm, Field field)
      implements Placed {}

  record PlacedBoundary(PlacedField place, Boundary boundary) implements Placed {}

  static Stream<PlacedClient> clients(Organization organization) {
    return organization.clients().stream().map(client -> new PlacedClient(organization, client));
  }

  static Stream<PlacedFarm> farms(Organization organization) {
    return clients(organization)
        .flatMap(
            place ->
                place.client().farms().stream()
                    .map(farm -> new PlacedFarm(organization, place.client(), farm)));
  }

  static Stream<PlacedField> fields(Organization organization) {
    return farms(organization)
        .flatMap(
            place ->
                place.farm().fields().stream()
                    .map(
                        field ->
                            new PlacedField(organization, place.client(), place.farm(), field)));
  }

  static Stream<PlacedBoundary> boundaries(Organization organization) {
    return fields(organization)
        .flatMap(
            place ->
                place.field().boundaries().stream()
                    .map(boundary -> new PlacedBoundary(place, boundary)));
  }
}
