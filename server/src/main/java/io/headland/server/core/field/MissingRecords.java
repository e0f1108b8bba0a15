package io.headland.server.core.field;

/// What a whole reading lacks of what is stored.
///
/// @param live stored and not gone
/// @param missing of these, how many the reading lacks
/// @param known of the missing, how many an earlier reading lacked already
public record MissingRecords(int live, int missing, int known) {
  private static final int FEWEST_SUSPICIOUS = 5;

  /// Whether so much is missing that the provider's answer is more likely wrong than right.
  public boolean isSuspicious() {
    return missing >= FEWEST_SUSPICIOUS && 2 * missing > live;
  }
}
