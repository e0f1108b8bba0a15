package io.headland.server.engine.subscription;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.usecase.sync.StartSync;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Starts the runs that read the records of collected notifications.
public final class NotificationWork {
  /// For more fields than this, reading the complete organization requires fewer calls.
  private static final int MAX_NAMED = 50;

  private final NotificationStore notifications;
  private final StartSync requests;
  private final Configurations configurations;
  private final InstantSource clock;

  public NotificationWork(
      NotificationStore notifications,
      StartSync requests,
      Configurations configurations,
      InstantSource clock) {
    this.notifications = notifications;
    this.requests = requests;
    this.configurations = configurations;
    this.clock = clock;
  }

  /// Starts a run that reads the fields of a batch, and deletes the batch in the same transaction.
  ///
  /// @return false when a run is in progress; then the batch remains
  boolean read(ApiOwnerId owner, UUID batch) {
    boolean taken =
        notifications.take(
            owner,
            batch,
            (handle, account, named) ->
                named.isEmpty()
                    || !isSyncedAutomatically(account)
                    || requests
                        .syncNamed(handle, account, limited(named), clock.instant())
                        .isPresent());
    requests.wake();
    return taken;
  }

  private boolean isSyncedAutomatically(AccountKey account) {
    return configurations.scope(account.owner(), account.leafUser()).fieldsAutoSync();
  }

  private static Map<String, Set<String>> limited(Map<String, Set<String>> named) {
    Map<String, Set<String>> limited = new TreeMap<>();
    named.forEach((org, fields) -> limited.put(org, fields.size() > MAX_NAMED ? Set.of() : fields));
    return limited;
  }
}
