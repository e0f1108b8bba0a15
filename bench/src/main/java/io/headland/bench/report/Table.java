package io.headland.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Findings as a Markdown table, which can be pasted into a document.
public final class Table {
  private static final List<String> HEADS =
      List.of("what", "measured", "limit", "value", "goal", "");

  private Table() {}

  public static String of(List<Finding> findings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADS);
    findings.forEach(finding -> rows.add(cells(finding)));
    int[] widths = new int[HEADS.size()];
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      append(text, rows.get(i), widths);
      if (i == 0) {
        rule(text, widths);
      }
    }
    return text.toString();
  }

  private static List<String> cells(Finding finding) {
    return List.of(
        finding.what(),
        finding.measured(),
        finding.limit(),
        number(finding.judged()),
        finding.goal().text(),
        finding.verdict() == Verdict.NOTED
            ? ""
            : finding.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 1);
    }
    text.append("|\n");
  }

  private static void rule(StringBuilder text, int[] widths) {
    for (int width : widths) {
      text.append('|').repeat('-', width + 2);
    }
    text.append("|\n");
  }
}
