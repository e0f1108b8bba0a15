package io.headland.server.api.batch;

import io.headland.server.core.batch.BatchProvider;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The problems of requests about batches.
final class BatchProblems {
  private BatchProblems() {}

  static ProblemException noUser() {
    return new ProblemException(
        Problem.rule(404, "user", "userNotFound", "There is no such Leaf user."));
  }

  static ProblemException noBatch() {
    return new ProblemException(
        Problem.rule(404, "batch", "batchNotFound", "There is no such batch."));
  }

  static ProblemException notZip() {
    return new ProblemException(
        Problem.rule(
            400,
            "batch",
            "fileNotZip",
            "The file is not a zip archive: it does not begin with PK. Put the files into a zip"
                + " archive, with the names of their folders."));
  }

  static ProblemException missing(String parameter) {
    return bad(
        "The parameter " + parameter + " is required, in the query or as a field of the form.");
  }

  static ProblemException invalidProvider() {
    return bad(
        "The parameter provider must be one of "
            + Arrays.stream(BatchProvider.values())
                .map(BatchProvider::wireName)
                .collect(Collectors.joining(", "))
            + ".");
  }

  static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
