package io.headland.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// One line of the report.
///
/// @param what was measured
/// @param measured as text, with its unit
/// @param limit the reference of the same run, as text; blank if there is none
/// @param judged the value that is compared with the goal
/// @param figures all counters, for the JSON report
public record Finding(
    String what,
    String measured,
    String limit,
    double judged,
    Goal goal,
    Map<String, Object> figures) {

  public Finding {
    figures = Map.copyOf(figures);
  }

  /// A line without a reference.
  public static Finding of(String what, String measured, double judged, Goal goal) {
    return new Finding(what, measured, "", judged, goal, Map.of());
  }

  public Verdict verdict() {
    return goal.judge(judged);
  }

  Map<String, Object> json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", what);
    line.put("measured", measured);
    line.put("limit", limit);
    line.put("value", judged);
    line.put("goal", goal.text());
    line.put("verdict", verdict());
    line.put("figures", new java.util.TreeMap<>(figures));
    return line;
  }
}
