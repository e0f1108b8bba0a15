package io.headland.server.api.machinefile;

import io.headland.server.core.configuration.ConfigurationKeys;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import java.time.Duration;

/// The problems of requests about machine files and field operations.
public final class ResultProblems {
  private static final Duration STORE_RETRY = Duration.ofSeconds(10);

  private ResultProblems() {}

  public static ProblemException noFile() {
    return problem("machineFile", "fileNotFound", "There is no such machine file.");
  }

  static ProblemException noOriginalFile() {
    return problem(
        "machineFile",
        "originalFileNotFound",
        "The machine file was merged from others, which have the original files, or consists of the"
            + " totals of its provider.");
  }

  public static ProblemException noOperation() {
    return problem(
        "fieldOperation",
        "operationNotFound",
        "There is no such field operation, or its field is not visible.");
  }

  public static ProblemException noProviderTotal() {
    return problem(
        "fieldOperation",
        "providerTotalNotFound",
        "The operation has no total of its provider that can be compared.");
  }

  public static ProblemException noSessions() {
    return notEnabled("sessionsNotEnabled", "enableOperationsSession");
  }

  public static ProblemException noImage() {
    return problem(
        "fieldOperation",
        "imageNotFound",
        "There is no image of this property: the points have no value of it.");
  }

  public static ProblemException noFilteredGeoJson() {
    return notEnabled("filteredGeojsonNotEnabled", "operationsFilteredGeojson");
  }

  public static ProblemException noGeoParquet() {
    return notEnabled("geoParquetNotEnabled", "enableGeoparquetOutput");
  }

  public static ProblemException shapefileTooLarge() {
    return new ProblemException(
        Problem.rule(
            400,
            "fieldOperation",
            "shapefileTooLarge",
            "The points do not fit into a shapefile, whose files have at most 2 GiB. Request a"
                + " GeoPackage or GeoParquet instead."));
  }

  static ProblemException noOutsidePoints() {
    return notEnabled("outsideFieldGeojsonNotEnabled", ConfigurationKeys.OUTSIDE_POINTS);
  }

  public static ProblemException noPolygons() {
    return notEnabled("polygonsNotEnabled", "enablePolygonOutput");
  }

  static ProblemException storeUnavailable() {
    return new ProblemException(
        Problem.of(503, "The file store of Headland cannot be reached at this time.")
            .withRetryAfter(STORE_RETRY));
  }

  static ProblemException noImages() {
    return notEnabled("imagesNotEnabled", "operationsImageCreation");
  }

  static ProblemException noGeoTiff() {
    return notEnabled("geoTiffNotEnabled", "operationsImageAsGeoTiff");
  }

  private static ProblemException notEnabled(String errorKey, String configuration) {
    return problem(
        "fieldOperation",
        errorKey,
        "The configuration %s of the Leaf user is off.".formatted(configuration));
  }

  public static ProblemException noUser() {
    return problem("user", "userNotFound", "There is no such Leaf user.");
  }

  /// A result that a file does not have.
  ///
  /// @param reason a sentence
  static ProblemException notProcessed(String reason) {
    return problem("machineFile", "fileNotProcessed", reason);
  }

  private static ProblemException problem(String entity, String errorKey, String detail) {
    return new ProblemException(Problem.rule(404, entity, errorKey, detail));
  }
}
