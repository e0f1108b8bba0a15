package io.headland.server.engine.subscription;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.provider.SubscriptionKind;
import java.util.EnumSet;
import java.util.Set;

/// Which notifications an account needs: those of field operations only while these are read.
public final class SubscribedKinds {
  private final Configurations configurations;
  private final boolean readOperations;

  /// @param readOperations whether this server reads field operations
  public SubscribedKinds(Configurations configurations, boolean readOperations) {
    this.configurations = configurations;
    this.readOperations = readOperations;
  }

  public Set<SubscriptionKind> of(AccountKey account) {
    Set<SubscriptionKind> kinds = EnumSet.of(SubscriptionKind.FIELD, SubscriptionKind.BOUNDARY);
    if (readOperations
        && configurations.scope(account.owner(), account.leafUser()).operationsAutoSync()) {
      kinds.add(SubscriptionKind.FIELD_OPERATION);
    }
    return kinds;
  }
}
