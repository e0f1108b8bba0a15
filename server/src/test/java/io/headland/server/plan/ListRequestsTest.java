package io.headland.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.OpenApiDocument;
import io.headland.server.platform.http.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Each list of the contract is in the table of requests, or is short for a reason.
class ListRequestsTest {
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

  @Test
  void eachListIsRequestedOrShort() {
    Set<String> requested =
        ListRequest.all().stream()
            .map(request -> operation(request).id())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> missing =
        DOCUMENT.operations().stream()
            .filter(ListRequestsTest::isList)
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
        ListRequest.all().stream()
            .collect(Collectors.groupingBy(request -> operation(request).id()))
            .entrySet()
            .stream()
            .filter(requests -> requests.getValue().stream().noneMatch(ListRequest::paged))
            .map(Map.Entry::getKey)
            .filter(id -> !ONE_PAGE.containsKey(id))
            .toList();

    assertThat(notFollowed)
        .allSatisfy(
            id -> assertThat(parameters(id)).as("the parameters of %s", id).doesNotContain("page"));
  }

  private static Operation operation(ListRequest request) {
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
        .map(ListRequestsTest::parameters)
        .orElseThrow();
  }

  private static List<String> parameters(Operation operation) {
    return operation.parameters().stream()
        .map(parameter -> parameter.path("name").stringValue())
        .toList();
  }
}
