package io.headland.server.api.asset;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.provider.AssetKind;

/// The problem documents of assets.
final class AssetProblems {
  private AssetProblems() {}

  static ProblemException notFound(AssetKind kind) {
    return switch (kind) {
      case MACHINE -> problem(404, "machine", "machineNotFound", "There is no such machine.");
      case IMPLEMENT ->
          problem(404, "implement", "implementNotFound", "There is no such implement.");
      case OPERATOR -> problem(404, "operator", "operatorNotFound", "There is no such operator.");
    };
  }

  static ProblemException notEditable() {
    return problem(
        400,
        "machine",
        "machineNotEditable",
        "Only machines that were created through the API can be changed or deleted.");
  }

  static ProblemException noUser() {
    return problem(404, "user", "userNotFound", "There is no such Leaf user.");
  }

  private static ProblemException problem(
      int status, String entity, String errorKey, String detail) {
    return new ProblemException(Problem.rule(status, entity, errorKey, detail));
  }
}
