package io.headland.server.core.field;

/// The stored records that a complete reading lacks.
///
/// @param live number of stored records that are not removed
/// @param missing number of these that the reading lacks
/// @param known number of the missing ones that an earlier reading lacked as well
public record MissingRecords(int live, int missing, int known) {
  private static final int FEWEST_SUSPICIOUS = 5;

  /// Whether so many are missing that the provider's response is probably wrong.
  public boolean isSuspicious() {
    return missing >= FEWEST_SUSPICIOUS && 2 * missing > live;
  }
}
