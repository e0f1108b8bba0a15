package io.headland.server.core.field.geometry;

import static io.headland.server.api.field.ProviderGeometries.hole;
import static io.headland.server.api.field.ProviderGeometries.shape;
import static io.headland.server.api.field.ProviderGeometries.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.api.field.ProviderGeometries;
import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.RingType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BoundaryShapeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Shape.Ring SQUARE = shell(0, 0, 0.01, 0, 0.01, 0.01, 0, 0.01, 0, 0);

  @Test
  void aValidBoundaryIsReturnedUnchanged() {
    BoundaryShape boundary = of(shape(SQUARE));
    assertThat(boundary.geometry())
        .isEqualTo(
            """
            {"type":"MultiPolygon","coordinates":[[[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]]]}\
            """);
    assertThat(boundary.validity()).isEqualTo(Validity.VALID);
    assertThat(boundary.problems()).isEmpty();
  }

  @Test
  void ringsRunAsGeoJsonWants() {
    BoundaryShape boundary =
        of(
            shape(
                hole(0.002, 0.002, 0.004, 0.002, 0.004, 0.004, 0.002, 0.002),
                shell(0, 0, 0, 0.01, 0.01, 0.01, 0.01, 0, 0, 0)));
    assertThat(boundary.geometry())
        .isEqualTo(
            """
            {"type":"MultiPolygon","coordinates":[[[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]],\
            [[0.002,0.002],[0.004,0.004],[0.004,0.002],[0.002,0.002]]]]}\
            """);
    assertThat(boundary.validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void positionsHaveEightPlacesAtMost() {
    BoundaryShape boundary =
        of(shape(shell(-93.123456789, 42, -93.1, 42, -93.1, 42.000000014, -93.123456789, 42)));
    assertThat(boundary.geometry())
        .contains("[-93.12345679,42],[-93.1,42],[-93.1,42.00000001]")
        .doesNotContain("E");
  }

  @Test
  void theAreaIsTheProvidersElseThatOnTheGround() {
    // A hundredth of a degree at the equator is 1113.195 m by 1105.743 m.
    assertThat(of(shape(SQUARE)).hectares()).isCloseTo(123.09, within(0.01));
    assertThat(BoundaryShape.of(shape(SQUARE), 7.5, true).hectares()).isEqualTo(7.5);
    for (double unusable : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      assertThat(BoundaryShape.of(shape(SQUARE), unusable, true).hectares())
          .isCloseTo(123.09, within(0.01));
    }
  }

  @Test
  void aHoleIsNotCountedAsLand() {
    Shape holed = shape(SQUARE, hole(0.005, 0, 0.01, 0, 0.01, 0.01, 0.005, 0.01, 0.005, 0));
    assertThat(of(holed).hectares()).isCloseTo(123.09 / 2, within(0.01));
  }

  @Test
  void anOpenRingIsClosedAndSaysSo() {
    Shape open = shape(shell(0, 0, 1, 0, 1, 1));
    assertThat(of(open).problems()).isEqualTo("ringNotClosed");
    assertThat(of(open).validity()).isEqualTo(Validity.FIXED);
    assertThat(of(open).geometry()).endsWith("[[[[0,0],[1,0],[1,1],[0,0]]]]}");
    assertThat(BoundaryShape.of(open, 0, false).validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void aSelfIntersectingRingIsRepairedUnlessDisabled() {
    Shape bow = shape(shell(0, 0, 2, 2, 2, 0, 0, 2, 0, 0));
    BoundaryShape fixed = of(bow);
    assertThat(fixed.validity()).isEqualTo(Validity.FIXED);
    assertThat(fixed.problems()).isEqualTo("selfIntersection");
    assertThat(parsed(fixed).getNumGeometries()).isEqualTo(2);
    BoundaryShape left = BoundaryShape.of(bow, 0, false);
    assertThat(left.validity()).isEqualTo(Validity.INVALID);
    assertThat(left.geometry()).endsWith("[[[[0,0],[2,2],[2,0],[0,2],[0,0]]]]}");
  }

  @Test
  void aHoleOutsideIsRemoved() {
    BoundaryShape boundary = of(shape(SQUARE, hole(5, 5, 6, 5, 6, 6, 5, 5)));
    assertThat(boundary.problems()).isEqualTo("holeOutsideShell");
    assertThat(boundary.validity()).isEqualTo(Validity.FIXED);
    assertThat(parsed(boundary).isValid()).isTrue();
  }

  @Test
  void everyHoleFindsItsShell() {
    BoundaryShape boundary =
        of(
            shape(
                SQUARE,
                shell(1, 1, 2, 1, 2, 2, 1, 2, 1, 1),
                hole(1.2, 1.2, 1.4, 1.2, 1.4, 1.4, 1.2, 1.2)));
    assertThat(boundary.validity()).isEqualTo(Validity.VALID);
    assertThat(parsed(boundary).getNumGeometries()).isEqualTo(2);
  }

  @Test
  void whatIsNoPlaceIsLeftOut() {
    BoundaryShape boundary =
        of(
            shape(
                shell(0, 0, Double.NaN, 0, 1, 0, 1, 1, 500, 1, 0, Double.NEGATIVE_INFINITY, 0, 0)));
    assertThat(boundary.problems()).isEqualTo("positionOutOfRange");
    assertThat(boundary.validity()).isEqualTo(Validity.FIXED);
    assertThat(boundary.geometry()).endsWith("[[[[0,0],[1,0],[1,1],[0,0]]]]}");
  }

  @Test
  void nothingToDrawIsInvalidAndEmpty() {
    String empty = "{\"type\":\"MultiPolygon\",\"coordinates\":[]}";
    BoundaryShape nothing = of(new Shape(List.of()));
    assertThat(nothing).isEqualTo(new BoundaryShape(empty, 0, Validity.INVALID, "emptyShape"));
    assertThat(of(shape())).isEqualTo(nothing);
    assertThat(of(shape(shell(1, 1, 2, 2))))
        .isEqualTo(
            new BoundaryShape(
                empty, 0, Validity.INVALID, "ringNotClosed, ringTooShort, emptyShape"));
  }

  @Test
  void aLineThereAndBackIsNoField() {
    BoundaryShape boundary = of(shape(shell(0, 0, 1, 1, 2, 2, 1, 1, 0, 0)));
    assertThat(boundary.validity()).isEqualTo(Validity.INVALID);
    assertThat(boundary.hectares()).isZero();
  }

  @Test
  void aFieldAcrossTheDateLineIsCutThere() {
    for (double east : new double[] {-179.99, 180.01}) {
      BoundaryShape boundary =
          of(shape(shell(179.99, 0, east, 0, east, 0.01, 179.99, 0.01, 179.99, 0)));
      assertThat(boundary.validity()).isEqualTo(Validity.VALID);
      assertThat(boundary.hectares()).isCloseTo(2 * 123.09, within(0.02));
      MultiPolygon parts = parsed(boundary);
      assertThat(parts.getNumGeometries()).isEqualTo(2);
      assertThat(parts.getEnvelopeInternal().getMaxX()).isEqualTo(180);
      assertThat(parts.getEnvelopeInternal().getMinX()).isEqualTo(-180);
      assertThat(parts.getArea()).isCloseTo(0.0002, within(1e-9));
    }
  }

  @Test
  void aScribbleCostsNoMoreThanLookingAtIt() {
    double[] numbers = new double[40_000];
    for (int i = 0; i < numbers.length; i += 2) {
      numbers[i] = Math.cos(i * 2.5) + i * 1e-7;
      numbers[i + 1] = Math.sin(i * 2.5);
    }
    BoundaryShape boundary =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> of(shape(shell(numbers))));
    assertThat(boundary.validity()).isEqualTo(Validity.INVALID);
    assertThat(boundary.problems()).contains("selfIntersection");
  }

  @Test
  void anEndlessDrawingIsKeptAsItIs() {
    BoundaryShape boundary = of(ProviderGeometries.round(150_000));
    assertThat(boundary.validity()).isEqualTo(Validity.INVALID);
    assertThat(boundary.problems()).isEqualTo("tooManyPositions");
  }

  @Test
  void theDigestKnowsEveryNumber() {
    byte[] digest = BoundaryShape.digest("F", shape(SQUARE), 1);
    assertThat(digest).hasSize(16).isEqualTo(BoundaryShape.digest("F", shape(SQUARE), 1));
    assertThat(
            List.of(
                BoundaryShape.digest("G", shape(SQUARE), 1),
                BoundaryShape.digest("F", shape(SQUARE), 2),
                BoundaryShape.digest("F", shape(SQUARE, SQUARE), 1),
                BoundaryShape.digest("F", shape(hole(0, 0, 0.01, 0)), 1),
                BoundaryShape.digest("F", new Shape(List.of()), 1)))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Property(tries = 3_000)
  void aStoredBoundaryIsValidForAnyGeometry(
      @ForAll("geometries") Shape drawing, @ForAll boolean fix) {
    BoundaryShape boundary = BoundaryShape.of(drawing, 0, fix);
    assertThat(boundary.hectares()).isGreaterThanOrEqualTo(0).isFinite();
    MultiPolygon polygons = parsed(boundary);
    assertThat(boundary.problems().isEmpty()).isEqualTo(boundary.validity() == Validity.VALID);
    if (boundary.validity() != Validity.INVALID) {
      assertThat(polygons.isValid()).as(boundary.geometry()).isTrue();
      assertThat(polygons.isEmpty()).isFalse();
      assertThat(polygons.getEnvelopeInternal().getMaxX()).isLessThanOrEqualTo(180);
      assertThat(polygons.getEnvelopeInternal().getMinX()).isGreaterThanOrEqualTo(-180);
    }
    assertThat(boundary.validity() == Validity.FIXED && !fix).isFalse();
    assertThat(BoundaryShape.digest("F", drawing, 0)).hasSize(16);
  }

  @Provide
  static Arbitrary<Shape> geometries() {
    Arbitrary<Double> coarse = Arbitraries.integers().between(-6, 6).map(i -> i / 2.0);
    Arbitrary<Double> fine = Arbitraries.doubles().between(-2, 2).ofScale(10);
    Arbitrary<Double> hostile =
        Arbitraries.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.MIN_VALUE,
            -0.0,
            1e300,
            180.0,
            -180.0,
            179.99,
            -179.99,
            90.0,
            -90.0,
            360.0);
    Arbitrary<Double> number =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(12, coarse),
            net.jqwik.api.Tuple.of(8, fine),
            net.jqwik.api.Tuple.of(1, hostile));
    Arbitrary<Shape.Position> position =
        net.jqwik.api.Combinators.combine(number, number).as(Shape.Position::new);
    Arbitrary<List<Shape.Position>> line =
        position
            .list()
            .ofMaxSize(9)
            .flatMap(open -> Arbitraries.of(true, false).map(close -> closed(open, close)));
    Arbitrary<Shape.Ring> ring =
        net.jqwik.api.Combinators.combine(
                Arbitraries.of(
                    RingType.EXTERIOR, RingType.EXTERIOR, RingType.INTERIOR, RingType.UNSTATED),
                line)
            .as((type, positions) -> new Shape.Ring(type, positions));
    return ring.list().ofMaxSize(4).map(Shape.Polygon::new).list().ofMaxSize(3).map(Shape::new);
  }

  private static List<Shape.Position> closed(List<Shape.Position> open, boolean close) {
    List<Shape.Position> line = new ArrayList<>(open);
    if (close && !line.isEmpty()) {
      line.add(line.getFirst());
    }
    return line;
  }

  private static BoundaryShape of(Shape shape) {
    return BoundaryShape.of(shape, 0, true);
  }

  private static MultiPolygon parsed(BoundaryShape boundary) {
    JsonNode geometry = JSON.readTree(boundary.geometry());
    assertThat(geometry.path("type").stringValue()).isEqualTo("MultiPolygon");
    StringBuilder text = new StringBuilder("MULTIPOLYGON ");
    write(geometry.path("coordinates"), text);
    try {
      Geometry read = new WKTReader().read(text.toString().replace("()", "EMPTY"));
      return (MultiPolygon) read;
    } catch (ParseException e) {
      throw new AssertionError(text.toString(), e);
    }
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.path(0).isNumber()) {
      text.append(node.path(0).asString()).append(' ').append(node.path(1).asString());
      return;
    }
    text.append('(');
    for (int i = 0; i < node.size(); i++) {
      text.append(i > 0 ? "," : "");
      write(node.path(i), text);
    }
    text.append(')');
  }
}
