package io.headland.server.core.explain;

import io.headland.server.core.field.FieldStatus;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of an explanation about the record itself.
///
/// @param denied kinds of records that the provider does not permit
record RecordSteps(Facts facts, Set<RecordKind> denied, CallPaths calls, Duration retention) {

  Step record() {
    Facts.StoredRecord stored = facts.stored();
    if (stored == null) {
      return neverShown();
    }
    if (stored.removedAt() != null) {
      return Step.stops(
              ReasonCode.RECORD_REMOVED,
              "The provider does not have the "
                  + word(stored.kind())
                  + " any more: it was absent from two consecutive syncs. It is kept for "
                  + retention.toDays()
                  + " days.",
              "It is restored when the provider lists it again.")
          .at(stored.removedAt());
    }
    if (stored.missingSince() != null) {
      return Step.info(
              ReasonCode.RECORD_MISSING,
              "The last sync did not contain the "
                  + word(stored.kind())
                  + "; it is removed from lists and counts if the next one does not either.")
          .at(stored.missingSince());
    }
    FieldStatus status = stored.status();
    return status == null
        ? Step.ok(ReasonCode.RECORD_STORED, "The " + word(stored.kind()) + " is stored.")
            .at(stored.createdAt())
        : field(stored, status);
  }

  private Step field(Facts.StoredRecord stored, FieldStatus status) {
    return switch (status) {
      case PREVIEW ->
          Step.stops(
              ReasonCode.FIELD_PREVIEW,
              "The field is a PREVIEW: its name is stored, its boundary is not fetched.",
              "Enable it: " + calls.enable(stored.id()));
      case WAITING ->
          Step.info(
              ReasonCode.FIELD_WAITING,
              "The field was enabled; the next sync fetches its boundary.");
      case PROCESSED ->
          Step.ok(ReasonCode.FIELD_PROCESSED, "The field is fetched.").at(stored.createdAt());
    };
  }

  private Step neverShown() {
    ExplanationTarget target = facts.target();
    if (!target.subject().isAtProvider()) {
      return Step.stops(
          ReasonCode.RECORD_NEVER_LISTED,
          "No record with this id is stored for this account. Deleted records are kept for "
              + retention.toDays()
              + " days.",
          "Check the id, the Leaf user and the provider.");
    }
    int unselected = facts.account().unselected();
    String hint =
        facts.organization() == null && unselected > 0
            ? " It may belong to one of " + unselected + " organizations that are not SELECTED."
            : "";
    return Step.stops(
        ReasonCode.RECORD_NEVER_LISTED,
        "The provider has never listed this id for this account." + hint,
        "Check the id, select the organization of the record, then sync: " + calls.sync());
  }

  /// The state of the boundary.
  Step boundary(Facts.StoredRecord stored) {
    Facts.@Nullable BoundaryFacts boundary = stored.boundary();
    if (boundary == null) {
      return withoutBoundary(stored);
    }
    if (!boundary.isActive()) {
      return Step.info(
              ReasonCode.BOUNDARY_REMOVED, "The provider deleted the boundary of the field.")
          .at(boundary.updatedAt());
    }
    return switch (boundary.validity()) {
      case VALID -> Step.ok(ReasonCode.BOUNDARY_VALID, "The boundary is valid at the provider.");
      case FIXED ->
          Step.info(
              ReasonCode.BOUNDARY_FIXED,
              "The boundary was invalid at the provider and was repaired: "
                  + boundary.problems()
                  + ".");
      case INVALID ->
          Step.info(
              ReasonCode.BOUNDARY_INVALID,
              "The boundary is invalid at the provider and is returned unchanged: "
                  + boundary.problems()
                  + ".");
    };
  }

  private Step withoutBoundary(Facts.StoredRecord stored) {
    if (denied.contains(RecordKind.BOUNDARY)) {
      return Step.stops(
          ReasonCode.BOUNDARY_WITHHELD,
          "The provider does not permit this credential to read boundaries of this organization.",
          "Let the grower grant your application that permission at the provider. Then sync: "
              + calls.sync());
    }
    return stored.status() == FieldStatus.PROCESSED
        ? Step.info(ReasonCode.BOUNDARY_NONE, "The provider has no active boundary of the field.")
        : Step.info(ReasonCode.BOUNDARY_NOT_FETCHED, "The boundary is not fetched yet.");
  }

  private static String word(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
