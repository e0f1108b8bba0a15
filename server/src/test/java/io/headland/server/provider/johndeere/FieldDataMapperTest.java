package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.FieldDataRecord.Incomplete;
import io.headland.server.provider.FieldDataRecord.Unexpected;
import io.headland.server.provider.FieldDataRecord.Unidentified;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.Polygon;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.Ring;
import io.headland.server.provider.Shape.RingType;
import io.headland.server.provider.johndeere.FieldDataMapper.FieldsPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDataMapperTest {
  private static final String ZEROS = "00000000-0000-0000-0000-000000000000";

  private static final String TRIANGLE =
      "'multipolygons': [{'rings': [{'type': 'exterior', 'points': [{'lat': 1, 'lon': 1},"
          + " {'lat': 1, 'lon': 2}, {'lat': 2, 'lon': 2}]}]}]";

  private final FieldDataMapper mapper = new FieldDataMapper();

  /// Unnamed clients are called `---`, and an id of nothing but zeros was seen.
  @Test
  void readsClientsAsGrowers() {
    var page =
        read(
            mapper.growers(
                body(
                    """
                    {'links': [], 'total': 3, 'values': [
                      {'@type': 'Client', 'name': 'Anderson', 'id': 'c-1', 'archived': false,
                       'links': [{'@type': 'Link', 'rel': 'self', 'uri': 'x'}]},
                      {'@type': 'Client', 'name': '---', 'id': '%s'},
                      {'@type': 'Client', 'name': '---', 'id': 'c-3', 'archived': 'false'},
                      {'@type': 'Client', 'name': 'Old', 'id': 'c-4', 'archived': 'true'}]}
                    """
                        .formatted(ZEROS))));

    assertThat(page.records())
        .containsExactly(
            new GrowerRecord("c-1", "Anderson"),
            new GrowerRecord(ZEROS, "---"),
            new GrowerRecord("c-3", "---"));
  }

  /// The `clients` link of a farm leads to a listing and names no client as a rule; `clientUri`
  /// lacks in older answers.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'clientUri': 'https://x.test/platform/organizations/1/clients/c-1'          | c-1",
        "'clientUri': 'https://x.test/platform/organizations/1/clients/c-1/,'        | c-1",
        "'clientUri': 'https://x.test/platform/organizations/1/clients/c-1?a=b'      | c-1",
        "'links': [{'rel': 'clients', 'uri': '/platform/organizations/1/clients/c-2'}] | c-2",
        "'clientUri': null, 'links': [{'rel': 'clients', 'uri': '/clients/c-2'}]     | c-2",
        "'links': [{'rel': 'clients', 'uri': '/organizations/1/farms/f-1/clients'}]  | ``",
        "'links': [{'rel': 'self', 'uri': '/organizations/1/clients/c-3'}]           | ``",
        "'links': [{'uri': '/clients/c-4', '@type': 'Link', 'rel': 'clients'}]       | c-4",
        "'links': [{'rel': 'self', 'uri': {'a': [1]}}, null,"
            + " {'rel': 'clients', 'uri': '/clients/c-5', 'x': [{}]}]                | c-5",
        "'links': [{'rel': 'clients'}]                                               | ``",
        "'links': null                                                               | ``",
        "'clientUri': 'https://x.test/platform/organizations/1/clients'              | ``",
        "'other': 1                                                                  | ``"
      },
      quoteCharacter = '`')
  void findsTheGrowerOfAFarm(String more, String grower) {
    var page =
        read(mapper.farms(body("{'values': [{'id': 'f-1', 'name': 'Home', " + more + "}]}")));

    assertThat(page.records()).containsExactly(new FarmRecord("f-1", "Home", grower));
  }

  @Test
  void readsAFieldWithItsParentsAndItsBoundary() {
    var page =
        fields(
            """
            {'links': [{'rel': 'nextPage', 'uri': 'next'}], 'total': 250, 'values': [
              {'@type': 'Field', 'name': 'North 40', 'archived': false, 'id': 'fi-1',
               'lastModifiedTime': '2025-05-01T08:00:00Z',
               'clients': {'@type': 'Clients', 'clients': [{'id': 'c-1'}, {'id': 'c-2'}]},
               'farms': {'@type': 'Farms', 'farms': [null, {'name': 'x'}, {'id': 'f-1'}]},
               'activeBoundary': {
                 '@type': 'Boundary', 'id': 'b-1', 'name': 'Boundary', 'active': true,
                 'area': {'@type': 'MeasurementAsDouble', 'valueAsDouble': 16.2, 'unit': 'ha'},
                 'multipolygons': [
                   {'@type': 'Polygon', 'rings': [
                     {'@type': 'Ring', 'type': 'exterior', 'passable': true, 'points': [
                       {'@type': 'Point', 'lat': 41, 'lon': -93.5},
                       {'lat': '41.5', 'lon': ' -93.0 '}, {'lat': 42, 'lon': -93.2}]},
                     {'type': 'interior', 'points': [{'lat': 41.1, 'lon': -93.4}]}]},
                   {'rings': [{'type': 'exterior', 'points': []}]}]}}]}
            """);

    assertThat(page.page().nextLink()).isEqualTo("next");
    assertThat(page.digest()).isEqualTo(FieldDigest.NONE.plus("fi-1", "2025-05-01T08:00:00Z"));
    assertThat(page.page().records())
        .containsExactly(
            new FieldRecord("fi-1", "North 40", "f-1", "c-1"),
            new BoundaryRecord(
                "b-1",
                "fi-1",
                new Shape(
                    List.of(
                        new Polygon(
                            List.of(
                                new Ring(
                                    true,
                                    List.of(
                                        new Position(-93.5, 41),
                                        new Position(-93, 41.5),
                                        new Position(-93.2, 42))),
                                new Ring(false, List.of(new Position(-93.4, 41.1))))),
                        new Polygon(List.of(new Ring(true, List.of()))))),
                16.2));
  }

  /// Embedded records lack in silence where there is no right to them.
  @Test
  void readsAFieldWithNothingAroundIt() {
    var page = fields("{'values': [{'id': '%s', 'name': null}]}".formatted(ZEROS));

    assertThat(page.page().records()).containsExactly(new FieldRecord(ZEROS, "", "", ""));
    assertThat(page.digest().dated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'active': true",
        "'id': ' ', 'active': true",
        "'id': 'b-1', 'active': false",
        "'id': 'b-1', 'active': 'false'",
        "'id': 'b-1', 'active': true, 'archived': true"
      })
  void skipsABoundaryThatDoesNotCount(String boundary) {
    var page = fields("{'values': [{'id': '1', 'activeBoundary': {" + boundary + "}}]}");

    assertThat(page.page().records()).noneMatch(BoundaryRecord.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'valueAsDouble': 10, 'unit': 'ha'}       | 10",
        "{'valueAsDouble': '10.5', 'unit': 'ha'}   | 10.5",
        "{'valueAsDouble': 10, 'unit': 'ac'}       | 4.0468564224",
        "{'valueAsDouble': 10, 'unit': 'furlongs'} | 0",
        "{'valueAsDouble': 10}                     | 0",
        "{'valueAsDouble': -1, 'unit': 'ha'}       | 0",
        "{'valueAsDouble': 'NaN', 'unit': 'ha'}    | 0",
        "{'valueAsDouble': 'big', 'unit': 'ha'}    | 0",
        "{'valueAsDouble': null, 'unit': 'ha'}     | 0",
        "{'valueAsDouble': {'a': [1]}, 'unit': 'ha'} | 0",
        "{'unit': 'ha'}                            | 0",
        "null                                      | 0"
      },
      quoteCharacter = '`')
  void readsAnAreaInHectares(String area, double hectares) {
    assertThat(boundary("'area': " + area).hectares()).isEqualTo(hectares, within(1e-9));
  }

  /// One senseless point must not cost a page of a hundred fields.
  @Test
  void leavesOutPointsThatAreNone() {
    var boundary =
        boundary(
            "'multipolygons': [null, {'rings': [null, {'points': [null, {'lat': 1}, {'lon': 1},"
                + " {'lat': 'x', 'lon': 1}, {'lat': null, 'lon': 1}, {'lat': 1, 'lon': 2}, {'lat':"
                + " 2, 'lon': 2}, {'lat': 3, 'lon': 4}]}]}, {}]");

    assertThat(boundary.shape().polygons())
        .containsExactly(
            new Polygon(
                List.of(
                    new Ring(
                        RingType.UNSTATED,
                        List.of(new Position(2, 1), new Position(2, 2), new Position(4, 3))))),
            new Polygon(List.of()));
  }

  @Test
  void leavesOutWhatIsArchivedOrDeleted() {
    var page =
        fields(
            "{'values': [{'id': '1', 'archived': true}, {'id': '2', 'archived': 'true'},"
                + " {'id': '3', 'links': [{'rel': 'delete', 'uri': 'x'}]}, {'id': '4'}]}");

    assertThat(page.page().records()).extracting(FieldDataRecord::providerId).containsExactly("4");
    assertThat(page.digest().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'self'                              | $.links",
        "{'rel': 'self'}                     | $.links",
        "['self', {'rel': 'self'}]           | $.links[0]",
        "[{'rel': {'a': 1}, 'uri': 'x'}]     | $.links[0].rel",
        "[{'rel': 'clients', 'uri': [1]}]    | $.links[0].uri",
        "[{'uri': {'a': 1}, 'rel': 'self'}]  | $.links[0].uri"
      },
      quoteCharacter = '`')
  void namesALinkThatCannotBeRead(String links, String path) {
    assertThat(unexpectedWith(links)).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'rel': 'self', 'uri': [1]}]",
        "[{'rel': 'self', 'uri': {'rel': 'delete'}}]",
        "[{'rel': 'self', 'other': 'x'}, null, {}]",
        "[{'links': [{'rel': 'delete', 'uri': 'x'}], 'rel': 'self'}]"
      })
  void readsARecordWhoseUnusedLinksAreOfAnotherForm(String links) {
    assertThat(unexpectedWith(links)).isEmpty();
  }

  private List<String> unexpectedWith(String links) {
    List<String> paths = new ArrayList<>();
    String json = "{'values': [{'id': '1', 'name': 'Home', 'links': " + links + "}]}";
    for (FieldDataRecord record : fields(json).page().records()) {
      if (record instanceof Unexpected unexpected) {
        paths.add(unexpected.mismatch().path());
      } else {
        assertThat(record.providerId()).isEqualTo("1");
      }
    }
    return paths;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'values': [null]}", "{'values': [{'name': 'x'}]}", "[7]", "[{'id': ''}]"})
  void aRecordWithoutAnIdIsThere(String json) {
    assertThat(read(mapper.growers(body(json))).records())
        .hasAtLeastOneElementOfType(Unidentified.class)
        .hasAtLeastOneElementOfType(Unexpected.class);
    assertThat(fields(json).digest().dated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r\n",
        "[]",
        "{'links': []}",
        "{'links': [], 'values': null}",
        "{'links': null, 'total': '0', 'values': []}",
        "\ufeff{'values': []}",
        "\ufeff[]"
      })
  void aListOfNone(String json) {
    assertThat(read(mapper.farms(body(json))).records()).isEmpty();
    assertThat(fields(json).page().records()).isEmpty();
  }

  /// A body is quoted nowhere: it may hold secrets.
  @Test
  void namesThePlaceOfAMistakeAndQuotesNothing() {
    assertThat(mapper.growers(body("{'values': [secret")))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason())
                    .contains("line 1, column")
                    .doesNotContain("secret"));
  }

  @Test
  void bytesThatAreNoUtf8CostACharacter() {
    byte[] latin = "{\"values\": [{\"id\": \"1\", \"name\": \"S\u00fcd\"}]}".getBytes(ISO_8859_1);
    assertThat(read(mapper.growers(new ResponseBody(latin))).records())
        .containsExactly(new GrowerRecord("1", "S\ufffdd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'errors': []}",
        "7",
        "null",
        "{'values': [], 'links': [{'rel': 'nextPage'}]}",
        "{'values': ["
      })
  void doesNotTakeAnythingElseForAListing(String json) {
    assertThat(mapper.growers(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.farms(body(json))).isInstanceOf(Unreadable.class);
    assertThat(mapper.fields(body(json), FieldDigest.NONE)).isInstanceOf(Unreadable.class);
  }

  private BoundaryRecord boundary(String more) {
    String shape = more.contains("multipolygons") ? more : more + ", " + TRIANGLE;
    String json = "{'values': [{'id': '1', 'activeBoundary': {'id': 'b', " + shape + "}}]}";
    return fields(json).page().records().stream()
        .map(record -> record instanceof Incomplete(FieldDataRecord rest) ? rest : record)
        .filter(BoundaryRecord.class::isInstance)
        .map(BoundaryRecord.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private FieldsPage fields(String json) {
    return read(mapper.fields(body(json), FieldDigest.NONE));
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
