package io.headland.server.configuration;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import tools.jackson.databind.node.ObjectNode;

/// What holds for a Leaf user: its own settings, over its API owner's, over the defaults.
public final class Configurations {
  private final ConfigurationStore store;

  public Configurations(ConfigurationStore store) {
    this.store = store;
  }

  public OrganizationDataSync organizationDataSync(ApiOwnerId owner, LeafUserId leafUser) {
    return OrganizationDataSync.valueOf(
        effective(owner, leafUser)
            .path(ConfigurationKeys.ORGANIZATION_DATA_SYNC)
            .stringValue(OrganizationDataSync.ALL.name()));
  }

  ObjectNode effective(ApiOwnerId owner) {
    ObjectNode settings = ConfigurationKeys.defaults();
    settings.setAll(store.findOfOwner(owner));
    return settings;
  }

  ObjectNode effective(ApiOwnerId owner, LeafUserId leafUser) {
    ObjectNode settings = effective(owner);
    store.findOfLeafUser(owner, leafUser).ifPresent(settings::setAll);
    return settings;
  }
}
