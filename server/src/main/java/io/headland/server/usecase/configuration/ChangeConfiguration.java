package io.headland.server.usecase.configuration;

import io.headland.server.core.configuration.ConfigurationKeys;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.ConfigurationStore.ConfigurationChange;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/// Changes configurations. Subscriptions that depend on a changed value are reconciled.
public final class ChangeConfiguration {
  private final Jdbi jdbi;
  private final ConfigurationStore store;
  private final SubscriptionTaskStore subscriptions;
  private final InstantSource clock;
  private final Runnable signal;

  /// @param signal wakes the scheduler of this node after a commit
  public ChangeConfiguration(
      Jdbi jdbi,
      ConfigurationStore store,
      SubscriptionTaskStore subscriptions,
      InstantSource clock,
      Runnable signal) {
    this.jdbi = jdbi;
    this.store = store;
    this.subscriptions = subscriptions;
    this.clock = clock;
    this.signal = signal;
  }

  /// Sets keys of an API owner.
  ///
  /// @throws ConfigurationStore.ConfigurationTooLargeException when nothing was changed
  public void ofOwner(ApiOwnerId owner, ConfigurationChange change) {
    jdbi.useTransaction(
        handle -> {
          store.mergeIntoOwner(handle, owner, change);
          if (concernsSubscriptions(change)) {
            subscriptions.configurationChanged(handle, owner, Optional.empty(), clock.instant());
          }
        });
    signal.run();
  }

  /// Sets and unsets keys of a Leaf user; empty when there is no such Leaf user.
  ///
  /// @throws ConfigurationStore.ConfigurationTooLargeException when nothing was changed
  public Optional<ObjectNode> ofLeafUser(
      ApiOwnerId owner, LeafUserId leafUser, ConfigurationChange change) {
    Optional<ObjectNode> settings =
        jdbi.inTransaction(
            handle -> {
              Optional<ObjectNode> merged =
                  store.mergeIntoLeafUser(handle, owner, leafUser, change);
              if (merged.isPresent() && concernsSubscriptions(change)) {
                subscriptions.configurationChanged(
                    handle, owner, Optional.of(leafUser), clock.instant());
              }
              return merged;
            });
    signal.run();
    return settings;
  }

  /// Deletes the values of a Leaf user.
  ///
  /// @return whether there were any
  public boolean deleteOfLeafUser(ApiOwnerId owner, LeafUserId leafUser) {
    boolean deleted =
        jdbi.inTransaction(
            handle -> {
              boolean existed = store.deleteOfLeafUser(handle, owner, leafUser);
              if (existed) {
                subscriptions.configurationChanged(
                    handle, owner, Optional.of(leafUser), clock.instant());
              }
              return existed;
            });
    signal.run();
    return deleted;
  }

  private static boolean concernsSubscriptions(ConfigurationChange change) {
    return change.settings().has(ConfigurationKeys.OPERATIONS_AUTO_SYNC)
        || change.unset().contains(ConfigurationKeys.OPERATIONS_AUTO_SYNC);
  }
}
