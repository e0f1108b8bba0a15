package io.headland.server.provider.johndeere;

import static io.headland.server.provider.OrganizationAccess.CONNECTED;
import static io.headland.server.provider.OrganizationAccess.NOT_CONNECTED;
import static io.headland.server.provider.OrganizationAccess.SCOPE_MISSING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JohnDeereMapperTest {
  private static final String DIALOG =
      "https://connections.deere.com/connections/k/connections-dialog?orgId=";
  private static final String SELECT =
      "https://connections.deere.com/connections/k/select-organizations";

  private static final Set<RecordKind> EVERYTHING = EnumSet.allOf(RecordKind.class);

  private final JohnDeereMapper mapper = new JohnDeereMapper();

  /// John Deere, List Orgs: the envelope's links have no `@type`, those of items may have one.
  @Test
  void readsConnectedAndUnconnectedOrganizations() {
    var page =
        page(
            """
            {
              "links": [{"rel": "self", "uri": "https://x.test/platform/organizations"}],
              "total": 2,
              "values": [
                {"@type": "Organization", "name": "North Farm", "type": "customer", "member": true,
                 "internal": false, "id": "1234",
                 "links": [
                   {"@type": "Link", "rel": "self", "uri": "https://x.test/organizations/1234"},
                   {"@type": "Link", "rel": "manage_connections", "uri": "%s1234"}]},
                {"@type": "Organization", "name": "South Farm", "type": "dealer", "member": false,
                 "hierarchyEnabled": true, "id": "0042",
                 "links": [{"rel": "connections", "uri": "%s"}]}
              ]
            }
            """
                .formatted(DIALOG, SELECT));

    assertThat(page.records())
        .containsExactly(
            new OrganizationRecord("1234", "North Farm", CONNECTED, DIALOG + "1234", EVERYTHING),
            new OrganizationRecord("0042", "South Farm", NOT_CONNECTED, SELECT, Set.of()));
    assertThat(page.isLast()).isTrue();
  }

  /// Organization ids are texts in List Orgs and numbers in the Connection Management API.
  @Test
  void takesAnIdThatIsANumber() {
    assertThat(page("{'values': [{'id': 4321, 'name': 'x'}]}").records())
        .extracting(OrganizationRecord::providerOrgId)
        .containsExactly("4321");
  }

  /// Published answers hold names with blanks where the id should be, and blanks before a URI.
  @Test
  void leavesAManagementUriUntouched() {
    String uri = " " + DIALOG + "Smith Farms";

    assertThat(only(link("manage_connections", uri)).managementUri()).isEqualTo(uri);
  }

  /// A rel is present only when it may be used; an organization with resources is connected even
  /// where the connection link is missing, and one without either is out of reach.
  @ParameterizedTest
  @CsvSource({
    "fields, CONNECTED",
    "machines, CONNECTED",
    "wdtCapableMachines, CONNECTED",
    "self, SCOPE_MISSING",
    "addField, SCOPE_MISSING",
    "sendFileToMachine, SCOPE_MISSING",
    "somethingNew, SCOPE_MISSING"
  })
  void judgesByResourcesWithoutAConnectionLink(String rel, OrganizationAccess access) {
    var organization = only(link(rel, "https://api.deere.com/platform/organizations/1/x"));

    assertThat(organization.access()).isEqualTo(access);
    assertThat(organization.managementUri()).isEmpty();
  }

  @Test
  void missesTheScopeWithoutAnyLink() {
    assertThat(page("{'values': [{'id': '1'}]}").records())
        .containsExactly(new OrganizationRecord("1", "", SCOPE_MISSING, "", Set.of()));
  }

  @ParameterizedTest
  @CsvSource({DIALOG + "1, CONNECTED", SELECT + ", NOT_CONNECTED"})
  void recognizesTheConnectionPageUnderAnotherRel(String uri, OrganizationAccess access) {
    var organization = only(link("connection", uri));

    assertThat(organization.access()).isEqualTo(access);
    assertThat(organization.managementUri()).isEqualTo(uri);
  }

  /// Not connected means no resources, whatever else the answer holds.
  @Test
  void believesTheConnectionLinkMoreThanResources() {
    assertThat(only(link("fields", "https://x.test/"), link("connections", SELECT)).access())
        .isEqualTo(NOT_CONNECTED);
  }

  /// What may be read has a link; a connected organization without one keeps that kind to itself.
  @ParameterizedTest
  @CsvSource({
    "'', GROWER FARM FIELD BOUNDARY",
    "clients, FARM FIELD BOUNDARY",
    "clients farms fields, BOUNDARY",
    "farms fields boundaries, GROWER",
    "clients farms fields boundaries, ''"
  })
  void namesTheKindsThatAConnectedOrganizationWithholds(String rels, String withheld) {
    String links =
        Arrays.stream(("manage_connections " + rels).strip().split(" "))
            .map(rel -> link(rel, DIALOG))
            .collect(joining(","));

    assertThat(only(links).unlinked())
        .extracting(RecordKind::name)
        .containsExactlyInAnyOrder(
            Arrays.stream(withheld.split(" ")).filter(it -> !it.isEmpty()).toArray(String[]::new));
  }

  @Test
  void anOrganizationThatIsNotConnectedWithholdsNothingThatItCouldGive() {
    assertThat(only(link("connections", SELECT)).unlinked()).isEmpty();
  }

  /// An item with a `delete` link stands for something deleted.
  @Test
  void leavesOutWhatWasDeleted() {
    var page =
        page("{'values': [{'id': '1', 'links': [{'rel': 'delete', 'uri': 'x'}]}, {'id': '2'}]}");

    assertThat(page.records()).extracting(OrganizationRecord::providerOrgId).containsExactly("2");
  }

  @Test
  void namesTheNextPage() {
    var page =
        page(
            """
            {'links': [{'rel': 'self', 'uri': 'a'},
                       {'rel': 'nextPage', 'uri': 'b;start=10;count=10'}],
             'total': 15, 'values': []}
            """);

    assertThat(page.nextLink()).isEqualTo("b;start=10;count=10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{'values': [",
        "{'values': {}}",
        "{'links': [], 'values': {}}",
        "{'values': []} {}",
        "<html><body>Maintenance</body></html>",
        "{'@type': 'Errors', 'errors': [{'guid': 'x', 'message': 'y'}]}",
        "{'values': [], 'links': [{'rel': 'nextPage'}]}"
      })
  void doesNotTakeAnythingElseForAListing(String body) {
    assertThat(mapper.page(body(body))).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{'links': [], 'total': 0}", "{'values': null}"})
  void readsAListWithoutValuesAsEmpty(String body) {
    assertThat(page(body).records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'values': [null]}",
        "{'values': [{'name': 'no id'}]}",
        "{'values': [{'id': ' '}]}",
        "{'values': [{'id': {}}]}"
      })
  void namesARecordWithoutAnIdAsIncomplete(String body) {
    assertThat(page(body).records())
        .singleElement()
        .satisfies(record -> assertThat(record.providerOrgId()).isEmpty())
        .satisfies(record -> assertThat(record.mismatches()).isNotEmpty());
  }

  @Test
  void readsOneOrganizationWithoutAnEnvelope() {
    assertThat(mapper.organization(body("{'id': '7', 'name': '---', 'links': [null]}")))
        .isEqualTo(new Read<>(new OrganizationRecord("7", "---", SCOPE_MISSING, "", Set.of())));
  }

  @Test
  void textsAndMismatchesAreBounded() {
    String name = "n".repeat(4_096);
    assertThat(page("{'values': [{'id': '1', 'name': '" + name + "'}]}").records().getFirst())
        .isEqualTo(new OrganizationRecord("1", name, SCOPE_MISSING, "", Set.of()));
    OrganizationRecord cut =
        page("{'values': [{'id': '1', 'name': 'n" + name + "'}]}").records().getFirst();
    assertThat(cut.name()).isEmpty();
    assertThat(cut.isIncomplete()).isTrue();
    assertThat(page("{'values': [" + "1,".repeat(19_999) + "1]}").records()).isNotEmpty();
    assertThat(mapper.page(body("{'values': [" + "1,".repeat(20_000) + "1]}")))
        .isInstanceOf(Unreadable.class);
  }

  private OrganizationRecord only(String... links) {
    String all = String.join(",", links);
    return page("{'values': [{'id': '1', 'name': 'x', 'links': [" + all + "]}]}")
        .records()
        .getFirst();
  }

  private static String link(String rel, String uri) {
    return "{'rel': '%s', 'uri': '%s'}".formatted(rel, uri);
  }

  private ListingPage<OrganizationRecord> page(String json) {
    return switch (mapper.page(body(json))) {
      case Read(ListingPage<OrganizationRecord> page) -> page;
      case Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  /// With single quotes for double ones, to be readable here.
  private static ResponseBody body(String json) {
    return new ResponseBody(json.replace('\'', '"').getBytes(UTF_8));
  }
}
