package io.headland.server.api.field;

import io.headland.server.core.field.WriteOutcome;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.provider.Provider;
import java.util.List;
import java.util.stream.Collectors;

/// The problems of requests about growers, farms and fields.
public final class FieldDataProblems {
  private FieldDataProblems() {}

  public static ProblemException noUser() {
    return problem(404, "user", "userNotFound", "There is no such Leaf user.");
  }

  public static ProblemException noField() {
    return problem(
        404, "field", "fieldNotFound", "There is no such Leaf user, or it has no such field.");
  }

  static ProblemException noBoundary() {
    return problem(
        404,
        "boundary",
        "boundaryNotFound",
        "There is no such Leaf user or field, or the field has no such boundary.");
  }

  static ProblemException noFarm() {
    return problem(
        404, "farm", "farmNotFound", "There is no such Leaf user, or it has no such farm.");
  }

  static ProblemException noGrower() {
    return problem(
        404, "grower", "growerNotFound", "There is no such Leaf user, or it has no such grower.");
  }

  static ProblemException unknownGrowers(List<Long> ids) {
    String names = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return problem(
        400, "grower", "growersNotFound", "There are no growers with these ids: " + names + ".");
  }

  static ProblemException noScope() {
    return problem(
        404,
        "field",
        "fieldScopeNotFound",
        "The account has no such grower or farm, or the organization is not selected.");
  }

  static ProblemException scopeNotValid() {
    return problem(
        400,
        "field",
        "fieldScopeNotValid",
        "The body must have exactly one of providerOrgId (a text), growerId, farmId (integers)"
            + " and all (true).");
  }

  public static ProblemException providerNotSupported(List<Provider> supported) {
    String names = supported.stream().map(Provider::wireName).collect(Collectors.joining(", "));
    return problem(
        400,
        "providerOrganization",
        "providerNotSupported",
        "The provider must be one of: " + names + ".");
  }

  public static ProblemException invalidGeometry(String detail) {
    return problem(400, "fieldsField", "invalidGeometry", detail);
  }

  /// Ends the request unless its write was stored.
  ///
  /// @param entity the kind of record: `field`, `farm` or `grower`
  public static void refuse(WriteOutcome outcome, String entity) {
    switch (outcome) {
      case STORED -> {}
      case NO_LEAF_USER -> throw noUser();
      case NOT_FOUND -> throw notFound(entity);
      case ALREADY_EXISTS ->
          throw problem(
              400, "fieldsField", "fieldAlreadyExists", "A field with this id already exists.");
      case OF_PROVIDER ->
          throw problem(
              400,
              entity,
              entity + "NotEditable",
              "The %s belongs to a provider, so it can only be changed there.".formatted(entity));
      case NO_PARENT ->
          throw problem(
              400,
              parentOf(entity),
              parentOf(entity) + "NotFound",
              "The Leaf user has no %s with this %sId."
                  .formatted(parentOf(entity), parentOf(entity)));
      case PARENT_OF_PROVIDER ->
          throw problem(
              400,
              parentOf(entity),
              parentOf(entity) + "NotEditable",
              "The %s belongs to a provider and can contain only records of that provider."
                  .formatted(parentOf(entity)));
    }
  }

  private static ProblemException notFound(String entity) {
    return switch (entity) {
      case "farm" -> noFarm();
      case "grower" -> noGrower();
      default -> noField();
    };
  }

  private static String parentOf(String entity) {
    return entity.equals("farm") ? "grower" : "farm";
  }

  private static ProblemException problem(
      int status, String entity, String errorKey, String detail) {
    return new ProblemException(Problem.rule(status, entity, errorKey, detail));
  }
}
