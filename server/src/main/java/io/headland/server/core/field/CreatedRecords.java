package io.headland.server.core.field;

/// Growers, farms, fields and boundaries that were created through the API. They belong to no
/// provider: they are in a separate snapshot of each Leaf user, which syncs, changes of the
/// selection and credentials do not affect.
public final class CreatedRecords {
  /// Their provider name in filters, in `/resources` and in events. Leaf uses the same name for
  /// machine files that it merges.
  public static final String PROVIDER = "Leaf";

  private CreatedRecords() {}

  public static boolean isProvider(String name) {
    return PROVIDER.equals(name);
  }
}
