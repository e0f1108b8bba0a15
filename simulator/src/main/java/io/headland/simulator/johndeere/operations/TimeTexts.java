package io.headland.simulator.johndeere.operations;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The two forms of a time in an export, both in UTC. The texts of the last second are kept, since
/// many records have the same one.
final class TimeTexts {
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.", Locale.ROOT);

  private long second = Long.MIN_VALUE;
  private String american = "";
  private String iso = "";

  /// Such as `10/27/2017 8:59:58 AM`.
  String american(long millis) {
    format(millis);
    return american;
  }

  /// Such as `2017-10-27T08:59:58.745Z`.
  String iso(long millis) {
    format(millis);
    int rest = (int) Math.floorMod(millis, 1_000L);
    return iso + (rest < 10 ? "00" : rest < 100 ? "0" : "") + rest + "Z";
  }

  private void format(long millis) {
    long its = Math.floorDiv(millis, 1_000L);
    if (its != second) {
      second = its;
      LocalDateTime time = LocalDateTime.ofEpochSecond(its, 0, ZoneOffset.UTC);
      american = AMERICAN.format(time);
      iso = ISO.format(time);
    }
  }
}
