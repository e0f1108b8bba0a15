package io.headland.server.core.field;

/// What a reading came upon, of one kind of record.
public record RecordCounts(int added, int changed, int unchanged, int removed) {
  public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0);

  public RecordCounts plus(RecordCounts more) {
    return new RecordCounts(
        added + more.added,
        changed + more.changed,
        unchanged + more.unchanged,
        removed + more.removed);
  }

  /// Records that a page may show twice are counted once when the reading is at its end.
  RecordCounts outOf(int total) {
    return new RecordCounts(added, changed, Math.max(0, total - added - changed), removed);
  }

  public boolean isChange() {
    return added + changed + removed > 0;
  }
}
