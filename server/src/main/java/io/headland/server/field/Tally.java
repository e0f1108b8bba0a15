package io.headland.server.field;

/// What a reading came upon, of one kind of record.
public record Tally(int added, int changed, int unchanged, int removed) {
  public static final Tally NONE = new Tally(0, 0, 0, 0);

  public Tally plus(Tally more) {
    return new Tally(
        added + more.added,
        changed + more.changed,
        unchanged + more.unchanged,
        removed + more.removed);
  }

  /// Records that a page may show twice are counted once when the reading is at its end.
  Tally outOf(int total) {
    return new Tally(added, changed, Math.max(0, total - added - changed), removed);
  }

  public boolean isChange() {
    return added + changed + removed > 0;
  }
}
