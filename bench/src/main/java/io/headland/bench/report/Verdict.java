package io.headland.bench.report;

/// Whether a goal was met; `NOTED` if there is none.
public enum Verdict {
  MET,
  MISSED,
  NOTED;

  static Verdict of(boolean met) {
    return met ? MET : MISSED;
  }
}
