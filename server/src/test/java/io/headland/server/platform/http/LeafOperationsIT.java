package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/leaf.md`, the contract and the routes of a running server agree on which of the operations
/// that Leaf documents exist.
class LeafOperationsIT {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  /// What an operation answers that has a route only to say that it is not supported.
  private static final Set<String> NOT_SUPPORTED = Set.of("fileUploadNotSupported");

  private static ServerFixture server;
  private static ApiClient owner;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    owner = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<LeafOperations.Row> existing() {
    return LeafOperations.rows().stream()
        .filter(row -> row.state() != LeafOperations.State.ABSENT)
        .toList();
  }

  static List<LeafOperations.Row> absent() {
    return LeafOperations.rows().stream()
        .filter(row -> row.state() == LeafOperations.State.ABSENT)
        .toList();
  }

  @Test
  void thePageListsEveryDocumentedOperationOnceAndNoOther() {
    assertThat(LeafOperations.rows())
        .extracting(LeafOperations.Row::operation)
        .containsExactlyInAnyOrderElementsOf(LeafOperations.documented());
    assertThat(LeafOperations.documented()).hasSize(274);
  }

  @Test
  void thePageSaysHowAnOperationDiffersAndNothingOfOneThatWorks() {
    assertThat(LeafOperations.rows())
        .allSatisfy(
            row -> {
              switch (row.state()) {
                case WORKS -> assertThat(row.difference()).as(row.toString()).isEmpty();
                case DIFFERENT -> assertThat(row.difference()).as(row.toString()).isNotEmpty();
                case ABSENT -> {}
              }
            });
  }

  @Test
  void thePageAndTheReadmeCountWhatExists() {
    String count = existing().size() + " of 274";

    for (String page : List.of("docs/leaf.md", "README.md")) {
      assertThat(
              Pattern.compile("\\d+ of 274")
                  .matcher(LeafOperations.page(page))
                  .results()
                  .map(result -> result.group())
                  .collect(Collectors.toSet()))
          .as(page)
          .containsExactly(count);
    }
  }

  @ParameterizedTest
  @MethodSource("existing")
  void hasARouteForWhatWorksOrDiffers(LeafOperations.Row row) {
    LeafOperations.Documented operation = row.operation();

    assertThat(DOCUMENT.find(operation.method(), operation.target())).isPresent();
    assertThat(
            server
                .anonymous()
                .send(operation.method(), operation.target(), BodyPublishers.noBody())
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("absent")
  void hasNoRouteForWhatIsAbsent(LeafOperations.Row row) {
    LeafOperations.Documented operation = row.operation();

    ApiResponse response =
        owner.send(operation.method(), operation.target(), BodyPublishers.noBody());

    boolean notSupported = response.status() == 400 && NOT_SUPPORTED.contains(response.errorKey());
    boolean noRoute = DOCUMENT.find(operation.method(), operation.target()).isEmpty();
    assertThat(notSupported || (noRoute && (response.status() == 404 || response.status() == 405)))
        .as(response.status() + " " + response.excerpt())
        .isTrue();
  }
}
