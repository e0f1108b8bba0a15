package io.headland.server.platform.http;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What holds for every problem document and cannot be said in a schema.
final class ProblemRules {
  private static final Pattern INNARDS =
      Pattern.compile(
          "Exception|\\bat (io|java|tools|org)\\.|\\b(io\\.headland|org\\.eclipse|tools\\.jackson|"
              + "com\\.fasterxml|org\\.jdbi|org\\.postgresql|java\\.(lang|util|io|sql))\\b|"
              + "(?i:\\bselect\\b.*\\bfrom\\b)");

  private ProblemRules() {}

  static void check(String path, ApiResponse answer, List<String> departures) {
    if (!answer.header("Content-Type").orElse("").startsWith("application/problem+json")) {
      return;
    }
    answer.parsed().ifPresent(problem -> check(path, answer, problem, departures));
    if (INNARDS.matcher(answer.body()).find()) {
      departures.add("the problem shows the innards of the program");
    }
  }

  private static void check(
      String path, ApiResponse answer, JsonNode problem, List<String> departures) {
    expect("status", Integer.toString(answer.status()), problem, departures);
    expect("path", path, problem, departures);
    if (problem.has("requestId")) {
      expect("requestId", answer.header("X-Request-Id").orElse(""), problem, departures);
    }
    if (problem.has("errorKey")) {
      expect("message", "error." + problem.get("errorKey").asString(""), problem, departures);
      expect("params", problem.path("entityName").asString(""), problem, departures);
    } else if (problem.has("fieldErrors")) {
      expect("message", "error.validation", problem, departures);
    } else {
      expect("message", "error.http." + answer.status(), problem, departures);
    }
  }

  private static void expect(String key, String value, JsonNode problem, List<String> departures) {
    String found = problem.path(key).asString("");
    if (!found.equals(value)) {
      departures.add("the problem's " + key + " is '" + found + "', and '" + value + "' was due");
    }
  }
}
