package io.headland.server.core.configuration;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import tools.jackson.databind.node.ObjectNode;

/// The values in effect for a Leaf user: its own, then those of its API owner, then the defaults.
public final class Configurations {
  private final ConfigurationStore store;

  public Configurations(ConfigurationStore store) {
    this.store = store;
  }

  /// The present sync scope of a Leaf user, in one statement.
  public SyncScope scope(ApiOwnerId owner, LeafUserId leafUser) {
    return scope(effective(owner, leafUser));
  }

  /// The same, with the origin of each value.
  public ScopeOrigins scopeWithOrigins(ApiOwnerId owner, LeafUserId leafUser) {
    ConfigurationStore.Layers layers = store.findLayers(owner, leafUser);
    ObjectNode settings = ConfigurationKeys.defaults();
    settings.setAll(layers.ofOwner());
    settings.setAll(layers.ofLeafUser());
    return new ScopeOrigins(
        scope(settings),
        layers.origin(ConfigurationKeys.ORGANIZATION_DATA_SYNC),
        layers.origin(ConfigurationKeys.CUSTOM_DATA_SYNC),
        layers.origin(ConfigurationKeys.FIELDS_AUTO_SYNC));
  }

  private static SyncScope scope(ObjectNode settings) {
    return new SyncScope(
        OrganizationDataSync.valueOf(
            settings.path(ConfigurationKeys.ORGANIZATION_DATA_SYNC).stringValue()),
        settings.path(ConfigurationKeys.CUSTOM_DATA_SYNC).booleanValue(),
        settings.path(ConfigurationKeys.FIELDS_AUTO_SYNC).booleanValue(),
        settings.path(ConfigurationKeys.AUTOMATIC_FIX_BOUNDARY).booleanValue());
  }

  public OrganizationDataSync organizationDataSync(ApiOwnerId owner, LeafUserId leafUser) {
    return scope(owner, leafUser).organizationDataSync();
  }

  public ObjectNode effective(ApiOwnerId owner) {
    ObjectNode settings = ConfigurationKeys.defaults();
    settings.setAll(store.findOfOwner(owner));
    return settings;
  }

  public ObjectNode effective(ApiOwnerId owner, LeafUserId leafUser) {
    ObjectNode settings = ConfigurationKeys.defaults();
    settings.setAll(store.findOfBoth(owner, leafUser));
    return settings;
  }
}
