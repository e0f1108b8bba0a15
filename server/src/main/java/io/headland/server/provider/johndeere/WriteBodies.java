package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.Secret;
import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.RingType;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The bodies of requests that create clients, farms, fields and boundaries, as in John Deere's
/// documents.
final class WriteBodies {
  /// A boundary's name has 1 to 20 characters.
  private static final int LONGEST_BOUNDARY_NAME = 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private WriteBodies() {}

  private record Client(String name) {}

  private record FarmRequest(String name, List<Link> links) {}

  private record Link(String rel, String uri) {}

  private record FieldRequest(String name, Farms farms, Clients clients) {}

  private record Farms(List<Parent> farms) {}

  private record Clients(List<Parent> clients) {}

  private record Parent(String id) {}

  private record BoundaryRequest(
      String name,
      boolean active,
      boolean archived,
      boolean irrigated,
      String sourceType,
      List<Polygon> multipolygons) {}

  private record Polygon(List<Ring> rings) {}

  private record Ring(String type, boolean passable, List<Point> points) {}

  private record Point(double lat, double lon) {}

  static Secret client(String name) {
    return json(new Client(name));
  }

  /// A farm of a client.
  ///
  /// @param clientUri the address of the client
  static Secret farm(String name, String clientUri) {
    return json(new FarmRequest(name, List.of(new Link("client", clientUri))));
  }

  static Secret field(String name, String clientId, String farmId) {
    return json(
        new FieldRequest(
            name,
            new Farms(List.of(new Parent(farmId))),
            new Clients(List.of(new Parent(clientId)))));
  }

  static Secret boundary(String name, Shape shape) {
    return json(
        new BoundaryRequest(
            cut(name),
            true,
            false,
            false,
            "External",
            shape.polygons().stream().map(WriteBodies::polygon).toList()));
  }

  private static Polygon polygon(Shape.Polygon polygon) {
    return new Polygon(polygon.rings().stream().map(WriteBodies::ring).toList());
  }

  private static Ring ring(Shape.Ring ring) {
    boolean exterior = ring.type() != RingType.INTERIOR;
    return new Ring(
        exterior ? "exterior" : "interior",
        exterior,
        ring.positions().stream().map(at -> new Point(at.latitude(), at.longitude())).toList());
  }

  /// Truncated between characters, never within one.
  private static String cut(String name) {
    if (name.length() <= LONGEST_BOUNDARY_NAME) {
      return name;
    }
    int end =
        Character.isHighSurrogate(name.charAt(LONGEST_BOUNDARY_NAME - 1))
            ? LONGEST_BOUNDARY_NAME - 1
            : LONGEST_BOUNDARY_NAME;
    return name.substring(0, end).strip();
  }

  private static Secret json(Object body) {
    return Secret.of(JSON.writeValueAsString(body));
  }
}
