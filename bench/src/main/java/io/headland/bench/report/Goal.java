package io.headland.bench.report;

import java.util.Locale;

/// The goal of a value.
public sealed interface Goal {
  /// A short text.
  String text();

  Verdict judge(double value);

  record AtLeast(double value, String unit) implements Goal {
    @Override
    public String text() {
      return "≥ " + Goal.written(value, unit);
    }

    @Override
    public Verdict judge(double found) {
      return Verdict.of(found >= value);
    }
  }

  record AtMost(double value, String unit) implements Goal {
    @Override
    public String text() {
      return "≤ " + Goal.written(value, unit);
    }

    @Override
    public Verdict judge(double found) {
      return Verdict.of(found <= value);
    }
  }

  record None() implements Goal {
    @Override
    public String text() {
      return "";
    }

    @Override
    public Verdict judge(double found) {
      return Verdict.NOTED;
    }
  }

  private static String written(double value, String unit) {
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
    return (number + " " + unit).strip();
  }
}
