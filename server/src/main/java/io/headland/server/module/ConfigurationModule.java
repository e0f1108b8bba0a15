package io.headland.server.module;

import io.headland.server.api.configuration.ConfigurationResource;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.configuration.ChangeConfiguration;

/// Configurations of API owners and Leaf users.
public final class ConfigurationModule {
  private final Configurations configurations;
  private final ConfigurationResource resource;

  /// @param signal wakes the scheduler of this node after a commit
  public ConfigurationModule(Platform platform, OwnerModule owners, TaskSignal signal) {
    ConfigurationStore store = new ConfigurationStore(platform.jdbi());
    this.configurations = new Configurations(store);
    this.resource =
        new ConfigurationResource(
            store,
            new ChangeConfiguration(
                platform.jdbi(),
                store,
                new SubscriptionTaskStore(platform.config().notifications().isOn()),
                platform.clock(),
                signal::send),
            configurations,
            owners.emails());
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
  }

  public Configurations configurations() {
    return configurations;
  }
}
