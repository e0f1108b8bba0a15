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

  static void check(String path, ApiResponse response, List<String> differences) {
    if (!response.header("Content-Type").orElse("").startsWith("application/problem+json")) {
      return;
    }
    response.parsed().ifPresent(problem -> check(path, response, problem, differences));
    if (INNARDS.matcher(response.body()).find()) {
      differences.add("the problem shows the innards of the program");
    }
  }

  private static void check(
      String path, ApiResponse response, JsonNode problem, List<String> differences) {
    expect("status", Integer.toString(response.status()), problem, differences);
    expect("path", path, problem, differences);
    if (problem.has("requestId")) {
      expect("requestId", response.header("X-Request-Id").orElse(""), problem, differences);
    }
    if (problem.has("errorKey")) {
      expect("message", "error." + problem.get("errorKey").asString(""), problem, differences);
      expect("params", problem.path("entityName").asString(""), problem, differences);
    } else if (problem.has("fieldErrors")) {
      expect("message", "error.validation", problem, differences);
    } else {
      expect("message", "error.http." + response.status(), problem, differences);
    }
  }

  private static void expect(String key, String value, JsonNode problem, List<String> differences) {
    String found = problem.path(key).asString("");
    if (!found.equals(value)) {
      differences.add("the problem's " + key + " is '" + found + "', and '" + value + "' was due");
    }
  }
}
