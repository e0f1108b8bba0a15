package io.headland.server.provider.johndeere;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Boundary.Point;
import io.headland.simulator.fielddata.Boundary.Ring;
import io.headland.simulator.fielddata.Client;
import io.headland.simulator.fielddata.Farm;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.johndeere.world.Organization;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// An organization of the simulator with two clients, three farms and as many fields as wanted, all
/// with ids that contain their kind.
final class SimulatedFieldData {
  static final String ORG = "9001";
  static final Instant MODIFIED = Instant.parse("2025-05-01T08:00:00Z");

  private final SimulatedDeere deere;

  SimulatedFieldData(SimulatedDeere deere) {
    this.deere = deere;
  }

  SimulatedFieldData with(int fields) {
    int third = fields / 3;
    deere
        .control()
        .putOrganization(
            Organization.named(ORG, "Big")
                .withMember(deere.demo().userName(), true)
                .connected(deere.demo().clientKey(), MODIFIED)
                .withClients(
                    List.of(
                        new Client(
                            "c-1",
                            "Anderson",
                            false,
                            List.of(
                                new Farm("fa-1", "Home", false, fields(0, third)),
                                new Farm("fa-2", "---", false, fields(third, 2 * third)))),
                        new Client(
                            "c-2",
                            "---",
                            false,
                            List.of(new Farm("fa-3", "---", false, fields(2 * third, fields)))))));
    return this;
  }

  /// Changes the last field.
  void changeLastField(UnaryOperator<Field> change) {
    Organization before = deere.control().world().findOrganization(ORG).orElseThrow();
    Client client = before.clients().getLast();
    Farm farm = client.farms().getLast();
    List<Field> fields =
        farm.fields().stream()
            .map(field -> field.equals(farm.fields().getLast()) ? change.apply(field) : field)
            .toList();
    Farm changed = new Farm(farm.id(), farm.name(), farm.archived(), fields);
    deere
        .control()
        .putOrganization(
            before.withClients(
                List.of(
                    before.clients().getFirst(),
                    new Client(client.id(), client.name(), false, List.of(changed)))));
  }

  static Field archived(Field field) {
    return new Field(field.id(), field.name(), true, field.lastModifiedTime(), field.boundaries());
  }

  static Field touched(Field field) {
    return new Field(
        field.id(),
        field.name(),
        false,
        field.lastModifiedTime().plusSeconds(1),
        field.boundaries());
  }

  static Field withRings(Field field, Ring... rings) {
    Boundary boundary =
        new Boundary(
            "b-" + field.id(),
            "Boundary",
            "HandDrawn",
            true,
            false,
            false,
            MODIFIED,
            MODIFIED,
            List.of(rings));
    return new Field(field.id(), field.name(), false, field.lastModifiedTime(), List.of(boundary));
  }

  static Ring ring(boolean exterior, double south, double west, double side) {
    return new Ring(
        exterior,
        true,
        List.of(
            new Point(south, west),
            new Point(south, west + side),
            new Point(south + side, west + side),
            new Point(south + side, west),
            new Point(south, west)));
  }

  private static List<Field> fields(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Field("fi-" + i, "Field " + i, false, MODIFIED, List.of()))
        .map(field -> withRings(field, ring(true, 41, -93, 0.01)))
        .toList();
  }
}
