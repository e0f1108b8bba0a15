package io.headland.bench.limit;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import io.headland.bench.world.Statement;
import java.util.Map;
import java.util.UUID;

/// A transaction as a script of pgbench.
///
/// pgbench sends each `:variable` as a parameter of a prepared statement, as the server does. It
/// can only generate numbers, so the id of a Leaf user is composed in SQL.
record PgbenchScript(String text) {
  private static final Map<String, String> EXPRESSIONS =
      Map.of(
          "owner", ":owner",
          "provider", ":provider",
          "leafUser", "cast('%s' || cast(:user as text) as uuid)".formatted(Keys.LEAF_USER_PREFIX),
          "id", "cast(:org as text)",
          "ids", "array[cast(:org as text)]",
          "size", ":size",
          "skip", ":skip",
          "choices", "array[cast(:selected as text)]",
          "now", "now()");

  /// Values that are constant during a run.
  static Map<String, String> constants(UUID owner) {
    return Map.of(
        "owner",
        owner.toString(),
        "provider",
        "JohnDeere",
        "size",
        Integer.toString(Scale.ORGANIZATIONS),
        "skip",
        "0",
        "selected",
        "SELECTED");
  }

  static PgbenchScript of(Transaction transaction, Keys keys) {
    StringBuilder text = new StringBuilder(keys.pgbenchChoice());
    if (transaction.isBracketed()) {
      text.append("begin;\n");
    }
    for (Statement statement : transaction.statements()) {
      text.append(statement.with(name -> EXPRESSIONS.getOrDefault(name, "")).strip()).append(";\n");
    }
    if (transaction.isBracketed()) {
      text.append("commit;\n");
    }
    return new PgbenchScript(text.toString());
  }
}
