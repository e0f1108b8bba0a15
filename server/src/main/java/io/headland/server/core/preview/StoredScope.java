package io.headland.server.core.preview;

import io.headland.server.core.explain.Amounts;

/// The stored records of an organization, without removed ones.
///
/// @param visible whether it is in lists and counts
/// @param previews number of the fields that are previews
/// @param ids of the stored records
public record StoredScope(Amounts amounts, long previews, boolean visible, Ids ids) {

  /// The provider's ids, by kind.
  public record Ids(IdSet growers, IdSet farms, IdSet fields) {
    static Ids none() {
      return new Ids(new IdSet(), new IdSet(), new IdSet());
    }
  }

  static StoredScope nothing() {
    return new StoredScope(Amounts.NONE, 0, false, Ids.none());
  }

  /// The records that are removed from lists and counts when the organization is deselected.
  public Amounts shown() {
    return visible ? amounts : Amounts.NONE;
  }
}
