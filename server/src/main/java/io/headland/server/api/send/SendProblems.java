package io.headland.server.api.send;

import io.headland.server.core.send.FieldLink;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;
import java.util.List;

/// The problems of sending a field to a provider.
final class SendProblems {
  private static final String FIELD = "field";

  private SendProblems() {}

  static ProblemException ofProvider() {
    return problem(
        400,
        "fieldNotEditable",
        "The field belongs to a provider; only a field that was created through the API can be"
            + " sent.");
  }

  static ProblemException noOrganization() {
    return new ProblemException(
        Problem.invalid(List.of(new Problem.FieldError(FIELD, "organizationId", "NotNull"))));
  }

  /// At the provider a field belongs to a farm of a grower, each with a name.
  static ProblemException incomplete(String missing) {
    return problem(
        400,
        "fieldNotComplete",
        "At the provider a field belongs to a farm of a grower. This one has no "
            + missing
            + ": set it with PATCH or PUT first.");
  }

  static ProblemException exists(FieldLink.Names names) {
    return problem(
        409,
        "fieldExistsAtProvider",
        "The provider already has a field '%s' in the farm '%s' of '%s'; nothing was created or changed."
            .formatted(names.field(), names.farm(), names.grower()));
  }

  static ProblemException busy(Duration wait) {
    return new ProblemException(
        Problem.rule(409, FIELD, "fieldBeingSent", "Another request is sending the field.")
            .withRetryAfter(wait));
  }

  /// The lease ended before the sending did.
  static ProblemException lost() {
    return problem(
        409, "fieldBeingSent", "The field was deleted, or another request is sending it.");
  }

  /// The provider rejects the request.
  ///
  /// @param what the rejected record, for example `farm`
  static ProblemException refused(String what, int statusCode, ProviderError error) {
    boolean conflict = statusCode == 409 || error.code().contains("EXISTS");
    String code = error.code().isEmpty() ? "" : " (" + error.code() + ")";
    String message = error.description().isEmpty() ? "." : ": " + error.description();
    return problem(
        conflict ? 409 : 400,
        "refusedByProvider",
        "The provider rejects the " + what + code + message);
  }

  private static ProblemException problem(int status, String errorKey, String detail) {
    return new ProblemException(Problem.rule(status, FIELD, errorKey, detail));
  }
}
