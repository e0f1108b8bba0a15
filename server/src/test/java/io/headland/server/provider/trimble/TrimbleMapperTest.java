package io.headland.server.provider.trimble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.FieldDataRecord.Incomplete;
import io.headland.server.provider.FieldDataRecord.Unexpected;
import io.headland.server.provider.FieldDataRecord.Unidentified;
import io.headland.server.provider.FieldDataRecord.Unread;
import io.headland.server.provider.FieldDataRecord.UnreadableBoundary;
import io.headland.server.provider.Mismatch;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.Shape.Polygon;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.Ring;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrimbleMapperTest {
  private static final String TRIANGLE =
      "'geometry': {'type': 'Polygon', 'coordinates': [[[1, 1], [2, 1], [2, 2], [1, 1]]]}";

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
                "6f-1",
                "Aspen Farms",
                OrganizationAccess.CONNECTED,
                "",
                Set.of(RecordKind.GROWER)));
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
            mapper.fieldsWithFarms(
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
  void readsClientsAndFarmsWhereverAFarmNamesItsClient() {
    var clients =
        read(mapper.clients(body("{'result': [{'id': 'c-1', 'name': 'Ames'}, {'id': 'c-2'}]}")));
    var farms =
        read(
            mapper.farms(
                body(
                    """
                    {'result': [
                      {'id': 'fa-1', 'name': 'Home', 'clientId': 'c-1'},
                      {'id': 'fa-2', 'name': 'West', 'client': {'id': 'c-1', 'name': 'Ames'}},
                      {'id': 'fa-3', 'name': 'East', 'client': 'c-2'},
                      {'id': 'fa-4', 'name': 'Old', 'retired': true},
                      {'id': 'fa-5', 'name': 'Old', 'retired': 'True'},
                      {'id': 'fa-6', 'name': 'Far', 'retired': false, 'client': 7}]}
                    """)));

    assertThat(clients.records())
        .containsExactly(new GrowerRecord("c-1", "Ames"), new GrowerRecord("c-2", ""));
    assertThat(farms.records())
        .containsExactly(
            new FarmRecord("fa-1", "Home", "c-1"),
            new FarmRecord("fa-2", "West", "c-1"),
            new FarmRecord("fa-3", "East", "c-2"),
            new FarmRecord("fa-6", "Far", ""));
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
            "'geometry': {'coordinates': [[[[1, 2], [2, 2], [2, 3]]], [[[3, 4]], [[5, 6]]]],"
                + " 'type': 'MultiPolygon'}");

    assertThat(boundary.shape().polygons())
        .containsExactly(
            new Polygon(
                List.of(
                    new Ring(
                        true,
                        List.of(new Position(1, 2), new Position(2, 2), new Position(2, 3))))),
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
  void aBoundaryWithoutAnAreaIsNamed(String geometry) {
    assertThat(boundaries(geometry))
        .contains(new UnreadableBoundary("fi-1"))
        .hasAtLeastOneElementOfType(Unexpected.class)
        .noneMatch(BoundaryRecord.class::isInstance);
  }

  @Test
  void leavesOutPointsThatAreNone() {
    var boundary =
        boundary(
            "'geometry': {'type': 'Polygon', 'coordinates': [[[1], [], null, ['x', 'y'], {'a': [1,"
                + " 2]}, [7, 8], [8, 8], [8, 9]], null, 5]}");

    assertThat(boundary.shape().polygons())
        .containsExactly(
            new Polygon(
                List.of(
                    new Ring(
                        true,
                        List.of(new Position(7, 8), new Position(8, 8), new Position(8, 9))))));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"area\": \"2.5\"', 2.5",
    "'\"area\": -1', 0",
    "'\"area\": \"big\"', 0",
    "'\"x\": 1', 0"
  })
  void readsAnArea(String area, double hectares) {
    assertThat(boundary(area + ", " + TRIANGLE).hectares()).isEqualTo(hectares);
  }

  @Test
  void leavesOutABoundaryOfNoField() {
    assertThat(read(mapper.boundaries(body("{'result': [{'id': 'b-1'}]}"))).records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'title': 'Forbidden', 'status': 403, 'errors': []}",
        "{'result': [], 'bookmark': {'moreResults': 'true'}}",
        "{'result': ["
      })
  void doesNotTakeAnythingElseForAList(String json) {
    assertThat(mapper.organizations(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.fields(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.boundaries(body(json))).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{'Result': null}", "{'bookmark': {'moreResults': 'false'}}"})
  void aListOfNone(String json) {
    assertThat(read(mapper.organizations(body(json))).records()).isEmpty();
    assertThat(read(mapper.fields(body(json))).records()).isEmpty();
    assertThat(read(mapper.boundaries(body(json))).records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'result': [null]}", "{'Result': [{'name': 'x'}]}", "{'result': [{'ID': ' '}]}"})
  void aRecordWithoutAnIdIsThere(String json) {
    assertThat(read(mapper.organizations(body(json))).records().getFirst().isIdentified())
        .isFalse();
    assertThat(read(mapper.fieldsWithFarms(body(json))).records())
        .contains(new Unidentified(RecordKind.FIELD), new Unidentified(RecordKind.FARM));
    assertThat(read(mapper.boundaries(body(json))).records())
        .contains(new Unidentified(RecordKind.BOUNDARY));
  }

  @Test
  void malformedValuesCostTheRecordThatHoldsThem() {
    String fields =
        "{'Result': [{'id': '1', 'Name': {'en': 'x'}}, {'id': '2', 'farmId': []}, {'id': 3}]}";
    assertThat(read(mapper.fieldsWithFarms(body(fields))).records())
        .contains(
            new Incomplete(new FieldRecord("1", "", "", "")),
            new Incomplete(new FieldRecord("2", "", "", "")),
            new Unidentified(RecordKind.FARM),
            new FieldRecord("3", "", "", ""),
            new Unexpected(RecordKind.FIELD, "1", Mismatch.lost("$.Name", "string")),
            new Unexpected(RecordKind.FIELD, "3", new Mismatch("$.id", "string", false)));
    assertThat(read(mapper.boundaries(body("{'result': [{'id': 'b', 'fieldId': {}}]}"))).records())
        .contains(new Unread(RecordKind.BOUNDARY, "b"));
  }

  private BoundaryRecord boundary(String more) {
    return boundaries(more).stream()
        .map(record -> record instanceof Incomplete(FieldDataRecord rest) ? rest : record)
        .filter(BoundaryRecord.class::isInstance)
        .map(BoundaryRecord.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<FieldDataRecord> boundaries(String more) {
    String json = "{'result': [{'id': 'b-1', 'fieldId': 'fi-1', " + more + "}]}";
    return read(mapper.boundaries(body(json))).records();
  }

  private static <T> T read(Reading<T> reading) {
    return switch (reading) {
      case Read(T content) -> content;
      case Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  /// With single quotes for double ones, to be readable here.
  private static ResponseBody body(String json) {
    return new ResponseBody(json.replace('\'', '"').getBytes(UTF_8));
  }
}
