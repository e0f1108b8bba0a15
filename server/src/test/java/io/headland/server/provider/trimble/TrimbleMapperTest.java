package io.headland.server.provider.trimble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.LandRecord;
import io.headland.server.provider.LandRecord.BoundaryRecord;
import io.headland.server.provider.LandRecord.FarmRecord;
import io.headland.server.provider.LandRecord.FieldRecord;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.Shape.Polygon;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.Ring;
import io.headland.server.upstream.AnswerBody;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrimbleMapperTest {
  private final TrimbleMapper mapper = new TrimbleMapper();

  /// Keys as in Trimble's own classes, which are read in any case.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {'result': [{'id': '6f-1', 'name': 'Aspen Farms', 'timezoneName': 'America/Chicago',
                     'currencyCode': 'USD', 'isMetric': false, 'links': []}],
         'bookmark': {'token': 'next', 'moreResults': 'true'}}
        """,
        "{'Result': [{'Id': '6f-1', 'Name': 'Aspen Farms'}], 'Bookmark': {'Token': 'next'}}"
      })
  void readsOrganizationsAsConnected(String json) {
    var page = read(mapper.organizations(body(json)));

    assertThat(page.records())
        .containsExactly(
            new OrganizationRecord(
                "6f-1", "Aspen Farms", OrganizationAccess.CONNECTED, "", Set.of()));
    assertThat(page.bookmark()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'result': []}",
        "{'result': [], 'bookmark': null}",
        "{'result': [], 'bookmark': {}}",
        "{'result': [], 'bookmark': {'token': '', 'moreResults': 'false'}}",
        "{'result': [], 'bookmark': {'token': 'x', 'moreResults': 'False'}}",
        "{'result': [], 'bookmark': {'token': 'x', 'moreResults': false}}"
      })
  void knowsTheLastPage(String json) {
    assertThat(read(mapper.organizations(body(json))).isLast()).isTrue();
  }

  @Test
  void readsFieldsBehindTheFarmsThatTheyName() {
    var page =
        read(
            mapper.fields(
                body(
                    """
                    {'result': [
                      {'id': 'fi-1', 'name': 'North', 'farmId': 'fa-1', 'area': 12.5},
                      {'id': 'fi-2', 'name': 'South', 'farmId': 'fa-1'},
                      {'id': 'fi-3', 'name': null, 'farmId': null}]}
                    """)));

    assertThat(page.records())
        .containsExactly(
            new FarmRecord("fa-1", "", ""),
            new FieldRecord("fi-1", "North", "fa-1", ""),
            new FieldRecord("fi-2", "South", "fa-1", ""),
            new FieldRecord("fi-3", "", "", ""));
  }

  @Test
  void readsAPolygonWithAHole() {
    var boundary =
        boundary(
            """
            'area': 16.2, 'geometry': {'type': 'Polygon', 'coordinates': [
              [[-93, 41], [-92.9, 41, 300.5], [-92.9, 41.1], [-93, 41]],
              [[-92.99, 41.01], [-92.98, 41.01]]]}
            """);

    assertThat(boundary.hectares()).isEqualTo(16.2);
    assertThat(boundary.shape().polygons())
        .containsExactly(
            new Polygon(
                List.of(
                    new Ring(
                        true,
                        List.of(
                            new Position(-93, 41),
                            new Position(-92.9, 41),
                            new Position(-92.9, 41.1),
                            new Position(-93, 41))),
                    new Ring(
                        false,
                        List.of(new Position(-92.99, 41.01), new Position(-92.98, 41.01))))));
  }

  @Test
  void readsSeveralPolygons() {
    var boundary =
        boundary(
            "'geometry': {'coordinates': [[[[1, 2]]], [[[3, 4]], [[5, 6]]]], 'type': 'MultiPolygon'}");

    assertThat(boundary.shape().polygons())
        .containsExactly(
            new Polygon(List.of(new Ring(true, List.of(new Position(1, 2))))),
            new Polygon(
                List.of(
                    new Ring(true, List.of(new Position(3, 4))),
                    new Ring(false, List.of(new Position(5, 6))))));
  }

  /// One senseless geometry must not cost a page of a thousand boundaries.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'geometry': null",
        "'geometry': {}",
        "'geometry': {'type': 'Point', 'coordinates': [1, 2]}",
        "'geometry': {'type': 'Polygon'}",
        "'geometry': {'type': 'MultiPolygon', 'coordinates': 'POLYGON'}",
        "'geometry': {'type': 'MultiPolygon', 'coordinates': [1, 2]}",
        "'geometry': {'type': null, 'coordinates': [[[[1, 2]]]]}"
      })
  void readsWhatIsNoAreaAsNoPolygon(String geometry) {
    assertThat(boundary(geometry).shape().polygons()).isEmpty();
  }

  @Test
  void leavesOutPointsThatAreNone() {
    var boundary =
        boundary(
            "'geometry': {'type': 'Polygon', 'coordinates':"
                + " [[[1], [], null, ['x', 'y'], {'a': [1, 2]}, [7, 8]], null, 5]}");

    assertThat(boundary.shape().polygons())
        .containsExactly(new Polygon(List.of(new Ring(true, List.of(new Position(7, 8))))));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"area\": \"2.5\"', 2.5",
    "'\"area\": -1', 0",
    "'\"area\": \"big\"', 0",
    "'\"x\": 1', 0"
  })
  void readsAnArea(String area, double hectares) {
    assertThat(boundary(area).hectares()).isEqualTo(hectares);
  }

  @Test
  void leavesOutABoundaryOfNoField() {
    assertThat(read(mapper.boundaries(body("{'result': [{'id': 'b-1'}]}"))).records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'title': 'Forbidden', 'status': 403, 'errors': []}",
        "{'result': [null]}",
        "{'result': [{'name': 'no id'}]}",
        "{'result': [{'id': ' '}]}",
        "{'result': [], 'bookmark': {'moreResults': 'true'}}",
        "{'result': ["
      })
  void doesNotTakeAnythingElseForAList(String json) {
    assertThat(mapper.organizations(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.fields(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.boundaries(body(json))).isInstanceOf(Unreadable.class);
  }

  private BoundaryRecord boundary(String more) {
    String json = "{'result': [{'id': 'b-1', 'fieldId': 'fi-1', " + more + "}]}";
    List<LandRecord> records = read(mapper.boundaries(body(json))).records();
    return (BoundaryRecord) records.getFirst();
  }

  private static <T> T read(Reading<T> reading) {
    return switch (reading) {
      case Read(T content) -> content;
      case Unreadable(String why) -> throw new AssertionError(why);
    };
  }

  /// With single quotes for double ones, to be readable here.
  private static AnswerBody body(String json) {
    return new AnswerBody(json.replace('\'', '"').getBytes(UTF_8));
  }
}
