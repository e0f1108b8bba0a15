package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperationWalkTest {
  private static final OwnerResources BELONGINGS = OwnerResources.ofUnknown();

  @Test
  void passesOverNoOperationThatNeedsAToken() {
    OpenApiDocument document = OpenApiDocument.load();

    assertThat(new OperationWalk(document).steps(BELONGINGS))
        .extracting(step -> step.operation().id())
        .containsAll(
            document.operations().stream()
                .filter(Operation::secured)
                .map(Operation::id)
                .collect(Collectors.toSet()));
  }

  @Test
  void putsTheIdsIntoPathsQueriesAndBodies() {
    List<String> steps =
        new OperationWalk(OpenApiDocument.load())
            .steps(BELONGINGS).stream().map(OperationWalk.Step::toString).toList();

    assertThat(steps)
        .anyMatch(step -> step.startsWith("getSyncRun:") && step.contains(BELONGINGS.syncRunId()))
        .anyMatch(
            step -> step.startsWith("listSyncRuns:") && step.contains(BELONGINGS.leafUserId()))
        .anyMatch(
            step -> step.startsWith("replaceLeafUser:") && step.contains(BELONGINGS.leafUserId()))
        .anyMatch(
            step -> step.startsWith("createLeafUser:") && step.contains(BELONGINGS.credentialId()))
        .noneMatch(
            step -> step.contains("f2a0b4d1") || step.contains("a1b2c3d4") || step.contains("{l"));
  }

  @Test
  void readsBeforeItWritesAndDeletesLast() {
    List<String> methods =
        new OperationWalk(OpenApiDocument.load())
            .steps(BELONGINGS).stream().map(step -> step.operation().method()).distinct().toList();

    assertThat(methods).containsExactly("OPTIONS", "GET", "PATCH", "PUT", "POST", "DELETE");
  }

  @Test
  void noticesAPathParameterWithoutARule() {
    assertUnknown("/trailers/{trailerId}", "[]", "{trailerId}");
  }

  @Test
  void noticesAQueryParameterWithoutARule() {
    assertUnknown("/trailers", "[{name: trailerId, in: query}]", "?trailerId=");
  }

  private static void assertUnknown(String path, String parameters, String named) {
    OpenApiDocument document =
        OpenApiDocument.parse(
            """
            openapi: 3.1.0
            security: [{bearer: []}]
            paths:
              %s:
                get:
                  operationId: getMachine
                  parameters: %s
            """
                .formatted(path, parameters));

    assertThatThrownBy(() -> new OperationWalk(document).steps(BELONGINGS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(named);
  }
}
