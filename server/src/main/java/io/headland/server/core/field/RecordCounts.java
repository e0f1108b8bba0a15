package io.headland.server.core.field;

/// The results of a reading for one kind of record.
public record RecordCounts(int added, int changed, int unchanged, int removed) {
  public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0);

  public RecordCounts plus(RecordCounts more) {
    return new RecordCounts(
        added + more.added,
        changed + more.changed,
        unchanged + more.unchanged,
        removed + more.removed);
  }

  /// Corrects the counts at the end of a reading, since pages may contain a record twice.
  RecordCounts outOf(int total) {
    return new RecordCounts(added, changed, Math.max(0, total - added - changed), removed);
  }

  public boolean isChange() {
    return added + changed + removed > 0;
  }
}
