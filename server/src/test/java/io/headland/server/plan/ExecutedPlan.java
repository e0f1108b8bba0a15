package io.headland.server.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The plan of a statement that PostgreSQL executed, from `auto_explain` in JSON.
record ExecutedPlan(String statement, JsonNode root) {

  /// What a scan read.
  ///
  /// @param index blank for a sequential scan
  /// @param rows that it read, including those that its conditions removed
  record Scan(String table, String index, long rows) {}

  /// The scans of tables.
  List<Scan> scans() {
    return nodes()
        .filter(node -> node.has("Relation Name"))
        .map(
            node ->
                new Scan(
                    node.path("Relation Name").stringValue(),
                    node.path("Index Name").asString(""),
                    Math.round(
                        (node.path("Actual Rows").doubleValue(0)
                                + node.path("Rows Removed by Filter").doubleValue(0)
                                + node.path("Rows Removed by Index Recheck").doubleValue(0))
                            * node.path("Actual Loops").doubleValue(1))))
        .toList();
  }

  /// The largest number of rows that one sort received, all of its executions together.
  long mostSortedRows() {
    return nodes()
        .filter(node -> node.path("Node Type").stringValue().endsWith("Sort"))
        .mapToLong(node -> Math.round(rows(node.path("Plans").path(0))))
        .max()
        .orElse(0);
  }

  /// Pages of tables and indexes that were read, each as often as it was read.
  long blocks() {
    return root.path("Shared Hit Blocks").longValue(0)
        + root.path("Shared Read Blocks").longValue(0);
  }

  /// The plan as text, one line for each node.
  String describe() {
    StringBuilder text = new StringBuilder(statement).append('\n');
    describe(root, "  ", text);
    return text.toString();
  }

  private static void describe(JsonNode node, String indent, StringBuilder text) {
    text.append(indent).append(node.path("Node Type").stringValue());
    for (String key : List.of("Relation Name", "Index Name", "Index Cond", "Filter")) {
      if (node.has(key)) {
        text.append(", ").append(key).append(": ").append(node.path(key).asString(""));
      }
    }
    text.append(", rows: ").append(Math.round(rows(node)));
    text.append(", removed: ").append(node.path("Rows Removed by Filter").longValue(0));
    text.append(", loops: ").append(node.path("Actual Loops").longValue(0)).append('\n');
    node.path("Plans").forEach(child -> describe(child, indent + "  ", text));
  }

  private static double rows(JsonNode node) {
    return node.path("Actual Rows").doubleValue(0) * node.path("Actual Loops").doubleValue(1);
  }

  private Stream<JsonNode> nodes() {
    List<JsonNode> nodes = new ArrayList<>();
    collect(root, nodes);
    return nodes.stream();
  }

  private static void collect(JsonNode node, List<JsonNode> nodes) {
    nodes.add(node);
    node.path("Plans").forEach(child -> collect(child, nodes));
  }
}
