package io.headland.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.OpenApiDocument;
import io.headland.server.platform.http.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Each list and each record of the contract is in the tables of requests, or is missing for a
/// reason.
class PlannedRequestsTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private static final Set<String> PAGING = Set.of("page", "size", "limit", "after", "before");

  /// Operations that return lists and are not in the table, with the reason.
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("listCredentialEvents", "the statements of listJohnDeereCredentialEvents"),
          Map.entry("listAlerts", "an API owner has a limited number of alerts"),
          Map.entry("listAppKeys", "an API owner has few provider applications"),
          Map.entry("listProviderApplications", "an API owner has few provider applications"),
          Map.entry("listOrganizationsAtProvider", "the provider is called"),
          Map.entry("listOperationSessions", "computed from the points of one operation"),
          Map.entry("listFileImages", "one image for each property"),
          Map.entry("listOperationImages", "one image for each property"),
          Map.entry("listOperationClassImages", "one image for each property"),
          Map.entry("listOperationGeotiffImages", "one image for each property"));

  /// Lists with pages of which only the first is requested.
  private static final Map<String, String> ONE_PAGE =
      Map.of(
          "listSummariesAtTheirEarlierPath", "the statements of listSummaries",
          "listFieldFilesDeprecated", "the statements of listFieldFiles",
          "listOutsideFieldGeojson", "few files have points outside of all fields");

  /// Operations that return one record and are not in the table, with the reason.
  private static final Map<String, String> OTHER_RECORDS =
      Map.ofEntries(
          Map.entry("getCredential", "the statements of getJohnDeereCredential"),
          Map.entry("getAlert", "an API owner has a limited number of alerts"),
          Map.entry("getAppKey", "an API owner has few provider applications"),
          Map.entry("getAppKeyOfEnvironment", "an API owner has few provider applications"),
          Map.entry("previewOrganization", "the provider is called"),
          Map.entry("followSyncRun", "the statements of getSyncRun"),
          Map.entry("getFieldFileDeprecated", "the statements of getFieldFile"));

  /// Contents of a stored file, whose record is read with the statements of `getMachineFile` or
  /// `getOperation`.
  private static final Pattern FILE =
      Pattern.compile(
          "(download|get)\\w*(Geojson|Geoparquet|Polygons)|download\\w+|getConsole\\w+|getDoc\\w+");

  @Test
  void eachRecordIsRequestedOrNamed() {
    Set<String> requested = ids(PlannedRequest.records());
    List<String> missing =
        DOCUMENT.operations().stream()
            .filter(operation -> operation.method().equals("GET"))
            .filter(operation -> operation.toString().contains("{") && !isList(operation))
            .map(Operation::id)
            .filter(id -> !requested.contains(id) && !OTHER_RECORDS.containsKey(id))
            .filter(id -> !ids(PlannedRequest.lists()).contains(id))
            .filter(id -> !FILE.matcher(id).matches())
            .toList();

    assertThat(missing).isEmpty();
    assertThat(OTHER_RECORDS.keySet()).doesNotContainAnyElementsOf(requested);
    assertThat(DOCUMENT.operations()).extracting(Operation::id).containsAll(OTHER_RECORDS.keySet());
  }

  @Test
  void eachListIsRequestedOrShort() {
    Set<String> requested = ids(PlannedRequest.lists());
    List<String> missing =
        DOCUMENT.operations().stream()
            .filter(PlannedRequestsTest::isList)
            .map(Operation::id)
            .filter(id -> !requested.contains(id) && !SHORT.containsKey(id))
            .toList();

    assertThat(missing).isEmpty();
    assertThat(SHORT.keySet()).doesNotContainAnyElementsOf(requested);
    assertThat(DOCUMENT.operations()).extracting(Operation::id).containsAll(SHORT.keySet());
  }

  @Test
  void thePagesOfListsWithPagesAreFollowed() {
    List<String> notFollowed =
        PlannedRequest.lists().stream()
            .collect(Collectors.groupingBy(request -> operation(request).id()))
            .entrySet()
            .stream()
            .filter(requests -> requests.getValue().stream().noneMatch(PlannedRequest::paged))
            .map(Map.Entry::getKey)
            .filter(id -> !ONE_PAGE.containsKey(id))
            .toList();

    assertThat(notFollowed)
        .allSatisfy(
            id -> assertThat(parameters(id)).as("the parameters of %s", id).doesNotContain("page"));
  }

  private static Set<String> ids(List<PlannedRequest> requests) {
    return requests.stream()
        .map(request -> operation(request).id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Operation operation(PlannedRequest request) {
    return DOCUMENT.find("GET", request.examplePath()).orElseThrow();
  }

  private static boolean isList(Operation operation) {
    return operation.method().equals("GET")
        && (operation.id().startsWith("list")
            || isArray(operation)
            || parameters(operation).stream().anyMatch(PAGING::contains));
  }

  private static boolean isArray(Operation operation) {
    JsonNode schema =
        DOCUMENT
            .resolve(operation.node().at("/responses/200"))
            .at("/content/application~1json/schema");
    return DOCUMENT.resolve(schema).path("type").asString("").equals("array");
  }

  private static List<String> parameters(String id) {
    return DOCUMENT.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .map(PlannedRequestsTest::parameters)
        .orElseThrow();
  }

  private static List<String> parameters(Operation operation) {
    return operation.parameters().stream()
        .map(parameter -> parameter.path("name").stringValue())
        .toList();
  }
}
