package io.headland.server.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the statement of a list may read. A page has 20 rows.
///
/// A statement that counts the total of a list reads the rows that it counts; its limit depends on
/// the total. All others have the same limits for each number of rows.
final class PlanLimits {
  /// Rows that one scan may read: a page of twenty, with up to sixty rows for each. A page of Leaf
  /// users is found by skipping up to a thousand. A sequential scan of a large table, or one that
  /// skips the pages before a requested one, reads more.
  private static final long MOST_ROWS = 1_200;

  /// Rows that one sort may receive: those of a search, or the machines of a Leaf user.
  private static final long MOST_SORTED = 1_200;

  /// Pages of tables and indexes. Of a row in an index of a million rows four are read, and a list
  /// joins up to five tables.
  private static final long MOST_BLOCKS = 5_000;

  private static final Pattern COUNT = Pattern.compile("select (count\\(\\*\\)|coalesce\\(sum\\()");

  /// A count may read this number of rows for each counted one: those of joined tables, and those
  /// that are not visible.
  private static final long ROWS_OF_EACH = 3;

  /// The organizations of an API owner have the stored totals of their records and are read by
  /// counts.
  private static final String ORGANIZATIONS = "organization_snapshot";

  private PlanLimits() {}

  /// Why a statement reads too much; empty if it does not.
  ///
  /// @param total of the list
  static List<String> violations(ExecutedPlan plan, long total) {
    boolean counts = COUNT.matcher(plan.statement()).lookingAt();
    long most = counts ? MOST_ROWS + ROWS_OF_EACH * total : MOST_ROWS;
    Stream<String> scans =
        plan.scans().stream()
            .filter(scan -> scan.rows() > most)
            .filter(scan -> !counts || !scan.table().equals(ORGANIZATIONS))
            .map(Object::toString);
    Stream<String> sorts =
        plan.mostSortedRows() > MOST_SORTED
            ? Stream.of("sort of " + plan.mostSortedRows() + " rows")
            : Stream.empty();
    Stream<String> blocks =
        !counts && plan.blocks() > MOST_BLOCKS
            ? Stream.of(plan.blocks() + " pages")
            : Stream.empty();
    return Stream.of(scans, sorts, blocks).flatMap(found -> found).toList();
  }

  static String describe(String request, ExecutedPlan plan, List<String> violations) {
    return request + ": " + String.join(", ", violations) + "\n" + plan.describe();
  }
}
