package io.headland.server.module;

import io.headland.server.api.configuration.ConfigurationResource;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.platform.http.Routes;

/// Configurations of API owners and Leaf users.
public final class ConfigurationModule {
  private final Configurations configurations;
  private final ConfigurationResource resource;

  public ConfigurationModule(Platform platform, OwnerModule owners) {
    ConfigurationStore store = new ConfigurationStore(platform.jdbi());
    this.configurations = new Configurations(store);
    this.resource = new ConfigurationResource(store, configurations, owners.emails());
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
  }

  public Configurations configurations() {
    return configurations;
  }
}
