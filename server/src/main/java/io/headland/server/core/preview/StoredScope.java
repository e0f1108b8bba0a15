package io.headland.server.core.preview;

import io.headland.server.core.explain.Amounts;

/// What is stored of an organization, without what the provider took away.
///
/// @param visible whether it is in lists and counts
/// @param previews how many of the fields are known by name alone
/// @param ids of what is stored
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

  /// What leaves lists and counts when the organization is de-selected.
  public Amounts shown() {
    return visible ? amounts : Amounts.NONE;
  }
}
