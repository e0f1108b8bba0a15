package io.headland.server.core.field;

/// Growers, farms, fields and boundaries that were created through the API. They belong to no
/// provider: Headland keeps them for each Leaf user in a copy of their own, which no sync, no
/// choice of organizations and no credential touches.
public final class CreatedRecords {
  /// What stands for them where a provider is named: in filters, in `/resources` and in events.
  /// Leaf uses the same name for machine files that it merges itself.
  public static final String PROVIDER = "Leaf";

  private CreatedRecords() {}

  public static boolean isProvider(String name) {
    return PROVIDER.equals(name);
  }
}
