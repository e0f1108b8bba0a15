package io.headland.server.insight;

import io.headland.server.field.FieldStatus;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an explanation says about the record itself.
///
/// @param withheld kinds of records that the provider does not give
record RecordSteps(Facts facts, Set<RecordKind> withheld, CallPaths calls, Duration retention) {

  Step record() {
    Facts.Land land = facts.land();
    if (land == null) {
      return neverShown();
    }
    if (land.removedAt() != null) {
      return Step.stops(
              Code.RECORD_REMOVED,
              "The provider does not have the "
                  + word(land.kind())
                  + " any more: two readings lacked it. It is kept for "
                  + retention.toDays()
                  + " days.",
              "It comes back when the provider shows it again.")
          .at(land.removedAt());
    }
    if (land.missingSince() != null) {
      return Step.note(
              Code.RECORD_MISSING,
              "A reading lacked the "
                  + word(land.kind())
                  + "; it leaves lists and counts when the next one does too.")
          .at(land.missingSince());
    }
    FieldStatus status = land.status();
    return status == null
        ? Step.ok(Code.RECORD_STORED, "The " + word(land.kind()) + " is stored.")
            .at(land.createdAt())
        : field(land, status);
  }

  private Step field(Facts.Land land, FieldStatus status) {
    return switch (status) {
      case PREVIEW ->
          Step.stops(
              Code.FIELD_PREVIEW,
              "The field is a PREVIEW: known by name, without a boundary.",
              "Enable it: " + calls.enable(land.id()));
      case WAITING ->
          Step.note(
              Code.FIELD_WAITING,
              "The field was enabled and waits for its boundary, which the next reading fetches.");
      case PROCESSED -> Step.ok(Code.FIELD_PROCESSED, "The field is fetched.").at(land.createdAt());
    };
  }

  private Step neverShown() {
    Question question = facts.question();
    if (!question.subject().isAtProvider()) {
      return Step.stops(
          Code.RECORD_NEVER_SHOWN,
          "Nothing with this id was ever stored for this account; what is kept no longer than "
              + retention.toDays()
              + " days after it left is forgotten.",
          "Check the id, the Leaf user and the provider.");
    }
    int unselected = facts.account().unselected();
    String hint =
        facts.organization() == null && unselected > 0
            ? " It may lie beneath one of " + unselected + " organizations that are not SELECTED."
            : "";
    return Step.stops(
        Code.RECORD_NEVER_SHOWN,
        "The provider never showed this id to this account." + hint,
        "Check the id, select the organization that it lies beneath, then sync: " + calls.sync());
  }

  /// What is known of the boundary.
  Step boundary(Facts.Land land) {
    Facts.@Nullable Boundary boundary = land.boundary();
    if (boundary == null) {
      return withoutBoundary(land);
    }
    if (!boundary.isActive()) {
      return Step.note(Code.BOUNDARY_REMOVED, "The provider took the field's boundary away.")
          .at(boundary.updatedAt());
    }
    return switch (boundary.validity()) {
      case VALID -> Step.ok(Code.BOUNDARY_VALID, "The boundary holds as it was drawn.");
      case FIXED ->
          Step.note(
              Code.BOUNDARY_FIXED,
              "The boundary did not hold as it was drawn and was mended: "
                  + boundary.problems()
                  + ".");
      case INVALID ->
          Step.note(
              Code.BOUNDARY_INVALID,
              "The boundary does not hold and is answered as it was drawn: "
                  + boundary.problems()
                  + ".");
    };
  }

  private Step withoutBoundary(Facts.Land land) {
    if (withheld.contains(RecordKind.BOUNDARY)) {
      return Step.stops(
          Code.BOUNDARY_WITHHELD,
          "The provider does not give boundaries of this organization to this credential.",
          "Let the grower give your application that right at the provider. Then sync: "
              + calls.sync());
    }
    return land.status() == FieldStatus.PROCESSED
        ? Step.note(Code.BOUNDARY_NONE, "The provider has no active boundary of the field.")
        : Step.note(Code.BOUNDARY_NOT_FETCHED, "The boundary is not fetched yet.");
  }

  private static String word(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
