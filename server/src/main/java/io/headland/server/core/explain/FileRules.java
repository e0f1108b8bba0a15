package io.headland.server.core.explain;

import io.headland.server.core.explain.FileFacts.InField;
import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The rules for the reasons why a machine file is part of field operations or not. Pure: no clock,
/// no database. Of a file whose organization is not visible nothing else is stated.
///
/// @param createsOperations whether the configuration enables field operations
record FileRules(FileFacts facts, boolean createsOperations) {
  private static final String CONFIG = "/services/config/api/configs/";
  private static final String BATCHES = "/services/operations/api/batch/";
  private static final String FIELDS = "/services/fields/api/users/%s/fields";

  FileExplanation explain() {
    List<Step> chain = chain();
    List<UUID> operations =
        facts.visible()
            ? facts.fields().stream()
                .filter(InField::visible)
                .flatMap(field -> field.operation().stream())
                .toList()
            : List.of();
    return new FileExplanation(
        facts.id(),
        operations,
        reason(operations, chain),
        chain,
        facts.visible() ? rejected() : List.of());
  }

  private static String reason(List<UUID> operations, List<Step> chain) {
    Optional<String> stop = chain.stream().filter(Step::isStop).findFirst().map(Step::detail);
    if (operations.isEmpty()) {
      return stop.orElseThrow(
          () -> new IllegalStateException("In no operation without a step that stops"));
    }
    String present =
        operations.size() == 1
            ? "It is part of one field operation."
            : "It is part of %d field operations.".formatted(operations.size());
    return stop.map(detail -> present + " " + detail).orElse(present);
  }

  private List<Step> chain() {
    List<Step> chain = new ArrayList<>();
    if (!facts.visible()) {
      chain.add(
          Step.stops(
              ReasonCode.FILE_ORGANIZATION_HIDDEN,
              "The organization of the file is not selected, so that its files are hidden.",
              "Select the organization "
                  + facts.providerOrgId()
                  + ", or GET /services/headland/api/explain with its providerOrgId."));
      return chain;
    }
    chain.add(conversion());
    if (chain.getFirst().isStop()) {
      return chain;
    }
    chain.add(points());
    if (facts.isMerged()) {
      chain.add(
          Step.stops(
              ReasonCode.FILE_MERGED_ON_REQUEST,
              "The file was merged from others on request; field operations contain those.",
              "GET the explanations of its `sources`."));
      return chain;
    }
    chain.add(configuration());
    if (facts.fields().isEmpty()) {
      chain.add(
          Step.stops(
              ReasonCode.FILE_IN_NO_FIELD,
              "None of its points is in a field with an active, valid boundary.",
              "Create the field with its boundary, POST "
                  + FIELDS.formatted(facts.leafUser())
                  + "; the file is assigned to it within seconds."));
    }
    facts.fields().forEach(field -> chain.add(field(field)));
    return chain;
  }

  private Step conversion() {
    Step step =
        switch (facts.status()) {
          case PROCESSED -> Step.ok(ReasonCode.FILE_CONVERTED, "The file was converted.");
          case PROCESSING ->
              Step.stops(
                  ReasonCode.FILE_PROCESSING,
                  "The file has not been converted yet.",
                  "Wait for the end of the conversion.");
          case FAILED ->
              Step.stops(
                  ReasonCode.FILE_FAILED,
                  "The conversion failed at the step %s: %s"
                      .formatted(facts.failedStep(), facts.message()),
                  afterFailure());
        };
    return step.at(facts.updatedAt());
  }

  private String afterFailure() {
    return facts
        .batch()
        .map(
            batch ->
                "Upload a corrected file; after a change of the configuration, PUT "
                    + BATCHES
                    + batch
                    + "/retry.")
        .orElse("It is converted again when the provider has changed the operation.");
  }

  private Step points() {
    if (facts.withoutPoints()) {
      return Step.info(
          ReasonCode.FILE_WITHOUT_POINTS,
          "The provider exports no points of this operation: the summary consists of the totals that it states.");
    }
    long rejected = rejected().stream().mapToLong(FileExplanation.Rejected::points).sum();
    return rejected == 0
        ? Step.ok(ReasonCode.FILE_POINTS_KEPT, "No point was left out.")
        : Step.info(
            ReasonCode.FILE_POINTS_REJECTED,
            "%d points were left out; `rejected` has their numbers by reason.".formatted(rejected));
  }

  /// In the order of the steps.
  private List<FileExplanation.Rejected> rejected() {
    List<FileExplanation.Rejected> rejected = new ArrayList<>();
    for (Map.Entry<String, JsonNode> step :
        Json.MAPPER.readTree(facts.rejectedPoints()).properties()) {
      for (JsonNode each : step.getValue().path("rejected")) {
        rejected.add(
            new FileExplanation.Rejected(
                step.getKey(), each.path("reason").stringValue(), each.path("points").longValue()));
      }
    }
    return rejected;
  }

  private Step configuration() {
    return createsOperations
        ? Step.ok(ReasonCode.FIELD_OPERATION_CREATION_ON, "Files are merged into field operations.")
        : Step.stops(
            ReasonCode.FIELD_OPERATION_CREATION_OFF,
            "The configuration fieldOperationCreation is off, so that no field operations are created or changed.",
            "PATCH " + CONFIG + facts.leafUser() + " with {\"fieldOperationCreation\": true}.");
  }

  private Step field(InField field) {
    if (!field.visible()) {
      return Step.stops(
          ReasonCode.FILE_FIELD_HIDDEN,
          facts.withoutPoints()
              ? "Its field was removed, or the organization is not selected."
              : "A field with %d of its points was removed, or its organization is not selected."
                  .formatted(field.points()),
          "Select the organization of the field.");
    }
    String points =
        facts.withoutPoints()
            ? "The provider states the totals for the field " + field.id()
            : "%d of its points are in the field %s".formatted(field.points(), field.id());
    if (field.operation().isPresent()) {
      return Step.ok(
          ReasonCode.FILE_IN_OPERATION,
          "%s, in the field operation %s.".formatted(points, field.operation().get()));
    }
    if (!field.withBoundary()) {
      return Step.stops(
          ReasonCode.FILE_FIELD_WITHOUT_BOUNDARY,
          points + ", which has no active, valid boundary now.",
          "Set one: PUT " + FIELDS.formatted(facts.leafUser()) + "/" + field.id() + "/boundary.");
    }
    return field
        .mergeAt()
        .map(
            at ->
                Step.stops(
                        ReasonCode.FILE_MERGE_WAITING,
                        points + ", which are not merged yet.",
                        "Wait for the merge of the field.")
                    .at(at))
        .orElseGet(
            () ->
                Step.stops(
                    ReasonCode.FILE_NOT_MERGED,
                    points
                        + " as it was when they were counted, but the last merge did not include them.",
                    "Check the boundary of the field. The files of a field are merged again when one of"
                        + " them is converted, or enters or leaves the field."));
  }
}
