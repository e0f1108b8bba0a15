package io.headland.server.core.field.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.RingType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The orders in which providers list the rings of a boundary. The hectares were computed with
/// another library, on the ellipsoid of WGS 84.
class NestedRingsTest {
  private static final double TOLERANCE = 2e-5;

  /// 0.02 by 0.02 degrees at 41 degrees north.
  private static final double SQUARE = 373.685799;

  /// The same with a hole of 0.005 by 0.005 degrees.
  private static final double SQUARE_WITH_HOLE = 350.329563;

  private static final Shape.Ring OUTER = exterior(41, -93, 0.02);
  private static final Shape.Ring HOLE = interior(41.005, -92.995, 0.005);
  private static final Shape.Ring NEIGHBOUR = exterior(41, -92.98, 0.02);
  private static final Shape.Ring HOLE_ON_THE_EDGE = interior(41.005, -92.98, 0.005);

  static Stream<Arguments> listings() {
    return Stream.of(
        Arguments.argumentSet(
            "a hole that touches the neighbour, in one list",
            724.015362,
            List.of(List.of(OUTER, NEIGHBOUR, HOLE_ON_THE_EDGE))),
        Arguments.argumentSet(
            "a hole that touches the neighbour, a polygon for each part",
            724.015362,
            List.of(List.of(OUTER), List.of(NEIGHBOUR, HOLE_ON_THE_EDGE))),
        Arguments.argumentSet(
            "a hole under the wrong polygon",
            724.015362,
            List.of(List.of(OUTER, HOLE_ON_THE_EDGE), List.of(NEIGHBOUR))),
        Arguments.argumentSet(
            "a hole in the second of two",
            723.491241,
            List.of(List.of(OUTER, exterior(41.1, -93, 0.02), interior(41.105, -92.995, 0.005)))),
        Arguments.argumentSet(
            "a hole in a polygon of its own",
            SQUARE_WITH_HOLE,
            List.of(List.of(HOLE), List.of(OUTER))),
        Arguments.argumentSet(
            "two holes in polygons of their own",
            343.791158,
            List.of(
                List.of(OUTER),
                List.of(interior(41.005, -92.995, 0.004)),
                List.of(interior(41.012, -92.995, 0.004)))),
        Arguments.argumentSet(
            "a hole drawn as a part of the outer ring",
            355.001509,
            List.of(
                List.of(
                    ring(
                        RingType.EXTERIOR,
                        -93,
                        41,
                        -92.98,
                        41,
                        -92.98,
                        41.02,
                        -93,
                        41.02,
                        -93,
                        41.01,
                        -92.99,
                        41.012,
                        -92.99,
                        41.008,
                        -93,
                        41.01,
                        -93,
                        41)))),
        Arguments.argumentSet(
            "a hole on an edge and in a corner",
            350.327442,
            List.of(
                List.of(
                    OUTER,
                    ring(RingType.INTERIOR, -93, 41, -92.995, 41.005, -92.99, 41, -93, 41)))),
        Arguments.argumentSet(
            "five levels in one list",
            224.211479,
            List.of(
                List.of(
                    OUTER,
                    interior(41.002, -92.998, 0.016),
                    exterior(41.004, -92.996, 0.012),
                    interior(41.006, -92.994, 0.008),
                    exterior(41.008, -92.992, 0.004)))),
        Arguments.argumentSet(
            "four levels in two polygons",
            209.264047,
            List.of(
                List.of(OUTER, interior(41.002, -92.998, 0.016)),
                List.of(exterior(41.004, -92.996, 0.012), interior(41.006, -92.994, 0.008)))),
        Arguments.argumentSet(
            "land drawn over land",
            SQUARE,
            List.of(List.of(OUTER), List.of(exterior(41.005, -92.995, 0.005)))),
        Arguments.argumentSet(
            "an outer ring without a type",
            SQUARE_WITH_HOLE,
            List.of(List.of(square(RingType.UNSTATED, 41, -93, 0.02), HOLE))),
        Arguments.argumentSet(
            "no ring with a type",
            SQUARE_WITH_HOLE,
            List.of(
                List.of(
                    square(RingType.UNSTATED, 41, -93, 0.02),
                    square(RingType.UNSTATED, 41.005, -92.995, 0.005)))),
        Arguments.argumentSet(
            "swapped types",
            SQUARE_WITH_HOLE,
            List.of(List.of(interior(41, -93, 0.02), exterior(41.005, -92.995, 0.005)))),
        Arguments.argumentSet(
            "swapped types on three levels",
            373.685799 - 239.158 + 134.526,
            List.of(
                List.of(
                    interior(41, -93, 0.02),
                    exterior(41.002, -92.998, 0.016),
                    interior(41.004, -92.996, 0.012)))),
        Arguments.argumentSet(
            "only an interior ring", SQUARE, List.of(List.of(interior(41, -93, 0.02)))),
        Arguments.argumentSet("a ring twice", SQUARE, List.of(List.of(OUTER), List.of(OUTER))),
        Arguments.argumentSet(
            "a hole twice", SQUARE_WITH_HOLE, List.of(List.of(OUTER, HOLE), List.of(HOLE))),
        Arguments.argumentSet(
            "a hole in a hole",
            SQUARE_WITH_HOLE,
            List.of(List.of(OUTER, HOLE, interior(41.006, -92.994, 0.002)))),
        Arguments.argumentSet(
            "a hole outside of every shell",
            SQUARE,
            List.of(List.of(OUTER, interior(42, -92, 0.01)))),
        Arguments.argumentSet(
            "two holes that share a corner",
            373.685799 - 2 * 14.946,
            List.of(
                List.of(
                    OUTER, interior(41.004, -92.996, 0.004), interior(41.008, -92.992, 0.004)))),
        Arguments.argumentSet(
            "two holes that share an edge",
            373.685799 - 2 * 14.947,
            List.of(
                List.of(
                    OUTER, interior(41.004, -92.996, 0.004), interior(41.004, -92.992, 0.004)))),
        Arguments.argumentSet(
            "three polygons and one list of holes",
            3 * SQUARE - 2 * (SQUARE - SQUARE_WITH_HOLE) - 14.947,
            List.of(
                List.of(OUTER),
                List.of(exterior(41, -92.9, 0.02)),
                List.of(
                    exterior(41, -92.8, 0.02),
                    HOLE,
                    interior(41.005, -92.895, 0.005),
                    interior(41.005, -92.795, 0.004)))),
        Arguments.argumentSet(
            "across the date line, a hole on the other side",
            SQUARE_WITH_HOLE,
            List.of(
                List.of(
                    ring(
                        RingType.EXTERIOR,
                        179.99,
                        41,
                        -179.99,
                        41,
                        -179.99,
                        41.02,
                        179.99,
                        41.02,
                        179.99,
                        41),
                    interior(41.005, -179.998, 0.005)))),
        Arguments.argumentSet(
            "a ring that is drawn twice in one line",
            SQUARE,
            List.of(
                List.of(
                    ring(
                        RingType.EXTERIOR,
                        -93,
                        41,
                        -92.98,
                        41,
                        -92.98,
                        41.02,
                        -93,
                        41.02,
                        -93,
                        41,
                        -92.98,
                        41,
                        -92.98,
                        41.02,
                        -93,
                        41.02,
                        -93,
                        41)))));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void theAreaIsTheSameInWhateverOrderTheRingsAreListed(
      double rightHectares, List<List<Shape.Ring>> listing) {
    for (List<List<Shape.Ring>> order : orders(listing)) {
      BoundaryShape boundary = of(order);
      assertThat(boundary.hectares())
          .as(boundary.problems())
          .isCloseTo(rightHectares, within(rightHectares * TOLERANCE));
      assertThat(boundary.validity()).isNotEqualTo(Validity.INVALID);
    }
  }

  @Test
  void holesInPolygonsOfTheirOwnAreNoMistake() {
    assertThat(of(List.of(List.of(HOLE), List.of(OUTER))).validity()).isEqualTo(Validity.VALID);
    assertThat(of(List.of(List.of(OUTER, HOLE_ON_THE_EDGE), List.of(NEIGHBOUR))).problems())
        .isEqualTo("selfIntersection");
  }

  @Test
  void swappedTypesAreNamed() {
    BoundaryShape boundary =
        of(List.of(List.of(interior(41, -93, 0.02), exterior(41.005, -92.995, 0.005))));
    assertThat(boundary.problems()).isEqualTo("ringsSwapped");
    assertThat(boundary.validity()).isEqualTo(Validity.FIXED);
  }

  @Test
  void aHoleThatIsEqualToItsShellLeavesNothing() {
    BoundaryShape boundary = of(List.of(List.of(OUTER, interior(41, -93, 0.02))));
    assertThat(boundary.validity()).isEqualTo(Validity.INVALID);
    assertThat(boundary.hectares()).isZero();
  }

  @Test
  void aThousandHolesInTenThousandPositionsAreFoundAtOnce() {
    List<Shape.Ring> rings = new ArrayList<>();
    rings.add(round(41.5, -92.5, 0.6, 6_000));
    for (int i = 0; i < 1_000; i++) {
      rings.add(interior(41.2 + (i - i % 40) * 0.0005, -92.8 + i % 40 * 0.015, 0.005));
    }
    Collections.shuffle(rings, new Random(7));
    BoundaryShape boundary = inTime(List.of(rings));
    assertThat(boundary.validity()).isEqualTo(Validity.VALID);
    rings.add(exterior(41.2, -92.8, 0.01));
    assertThat(inTime(List.of(rings)).validity()).isEqualTo(Validity.FIXED);
  }

  @Test
  void noDrawingIsLookedAtWithoutEnd() {
    // Each ring lies in all larger rings.
    List<Shape.Ring> target =
        IntStream.range(0, 4_900).mapToObj(i -> (i % 2 == 0 ? exterior(i) : interior(i))).toList();
    assertThat(inTime(List.of(target)).problems()).isEqualTo("tooManyRings");
    // Triangles whose bounding boxes contain all smaller triangles, which lie beside them.
    List<Shape.Ring> triangles =
        IntStream.range(0, 4_900)
            .mapToObj(
                i -> {
                  double size = 1 + i * 1e-4;
                  return ring(
                      i % 2 == 0 ? RingType.EXTERIOR : RingType.INTERIOR,
                      size,
                      -size,
                      size + 0.001,
                      size,
                      -size,
                      size + 0.001,
                      size,
                      -size);
                })
            .toList();
    assertThat(inTime(List.of(triangles)).problems()).isNotEmpty();
    List<Shape.Ring> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(exterior(41 + (i - i % 200) * 0.00005, -93 + i % 200 * 0.01, 0.005));
    }
    BoundaryShape kept = inTime(List.of(many));
    assertThat(kept.problems()).isEqualTo("tooManyRings");
    assertThat(kept.validity()).isEqualTo(Validity.INVALID);
  }

  private static BoundaryShape inTime(List<List<Shape.Ring>> listing) {
    return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> of(listing));
  }

  private static BoundaryShape of(List<List<Shape.Ring>> listing) {
    return BoundaryShape.of(new Shape(listing.stream().map(Shape.Polygon::new).toList()), 0, true);
  }

  /// Every order of the rings of each polygon, and every order of the polygons.
  private static List<List<List<Shape.Ring>>> orders(List<List<Shape.Ring>> listing) {
    List<List<List<Shape.Ring>>> orders = new ArrayList<>();
    for (List<List<Shape.Ring>> polygons : permutations(listing)) {
      List<List<List<Shape.Ring>>> some = List.of(List.of());
      for (List<Shape.Ring> polygon : polygons) {
        some =
            some.stream()
                .flatMap(
                    before -> permutations(polygon).stream().map(rings -> appended(before, rings)))
                .toList();
      }
      orders.addAll(some);
    }
    return orders;
  }

  private static <T> List<List<T>> permutations(List<T> list) {
    if (list.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<T> others = new ArrayList<>(list);
      T first = others.remove(i);
      permutations(others)
          .forEach(rest -> all.add(Stream.concat(Stream.of(first), rest.stream()).toList()));
    }
    return all;
  }

  private static <T> List<T> appended(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  private static Shape.Ring exterior(double south, double west, double size) {
    return square(RingType.EXTERIOR, south, west, size);
  }

  private static Shape.Ring interior(double south, double west, double size) {
    return square(RingType.INTERIOR, south, west, size);
  }

  private static Shape.Ring exterior(int inset) {
    return exterior(41 + inset * 1e-5, -93 + inset * 1e-5, 0.1 - inset * 2e-5);
  }

  private static Shape.Ring interior(int inset) {
    return interior(41 + inset * 1e-5, -93 + inset * 1e-5, 0.1 - inset * 2e-5);
  }

  private static Shape.Ring square(RingType type, double south, double west, double size) {
    return rectangle(type, south, west, size, size);
  }

  private static Shape.Ring rectangle(
      RingType type, double south, double west, double width, double height) {
    double east = west + width;
    double north = south + height;
    return ring(type, west, south, east, south, east, north, west, north, west, south);
  }

  private static Shape.Ring round(double lat, double lon, double radius, int positions) {
    List<Position> line = new ArrayList<>();
    for (int i = 0; i <= positions; i++) {
      double angle = 2 * Math.PI * (i % positions) / positions;
      line.add(new Position(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)));
    }
    return new Shape.Ring(RingType.EXTERIOR, line);
  }

  private static Shape.Ring ring(RingType type, double... numbers) {
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      positions.add(new Position(numbers[i], numbers[i + 1]));
    }
    return new Shape.Ring(type, positions);
  }
}
