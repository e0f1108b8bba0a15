package io.headland.server.core.configuration;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The values in effect for a Leaf user: its own, then those of its API owner, then the defaults.
public final class Configurations {
  /// The expression of the stored values in effect, for [#scopeOf], in a statement with the
  /// parameters `owner` and `leafUser`.
  public static final String STORED = ConfigurationStore.BOTH;

  /// The same in a statement with the parameter `owner`.
  ///
  /// @param leafUser expression of the id of the Leaf user
  public static String storedOf(String leafUser) {
    return STORED.replace(":leafUser", leafUser);
  }

  /// The condition that a key is on whose default is off, in a statement with the parameter
  /// `owner`.
  ///
  /// @param leafUser expression of the id of the Leaf user
  public static String isOn(String key, String leafUser) {
    return "coalesce(%s::jsonb ->> '%s' = 'true', false)".formatted(storedOf(leafUser), key);
  }

  /// The same as [#STORED] with no other key than `fieldsAutoSync`, computed once for a statement.
  public static final String STORED_FIELDS_AUTO_SYNC =
      """
      (select jsonb_strip_nulls(jsonb_build_object('<key>', <stored>::jsonb -> '<key>'))::text)
      """
          .replace("<key>", ConfigurationKeys.FIELDS_AUTO_SYNC)
          .replace("<stored>", STORED);

  private final ConfigurationStore store;

  public Configurations(ConfigurationStore store) {
    this.store = store;
  }

  /// The present sync scope of a Leaf user, in one statement.
  public SyncScope scope(ApiOwnerId owner, LeafUserId leafUser) {
    return scope(effective(owner, leafUser));
  }

  /// The scope of the stored values in effect.
  public static SyncScope scopeOf(String stored) {
    return scope(withDefaults((ObjectNode) Json.MAPPER.readTree(stored)));
  }

  /// The same as [#scope], with the origin of each value.
  public ScopeOrigins scopeWithOrigins(ApiOwnerId owner, LeafUserId leafUser) {
    ConfigurationStore.StoredValues layers = store.findLayers(owner, leafUser);
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
        settings.path(ConfigurationKeys.AUTOMATIC_FIX_BOUNDARY).booleanValue(),
        settings.path(ConfigurationKeys.OPERATIONS_AUTO_SYNC).booleanValue(),
        assets(settings));
  }

  private static Set<AssetKind> assets(ObjectNode settings) {
    return Arrays.stream(AssetKind.values())
        .filter(kind -> settings.path(ConfigurationKeys.assetsAutoSync(kind)).booleanValue())
        .collect(Collectors.toUnmodifiableSet());
  }

  public OrganizationDataSync organizationDataSync(ApiOwnerId owner, LeafUserId leafUser) {
    return scope(owner, leafUser).organizationDataSync();
  }

  public ObjectNode effective(ApiOwnerId owner) {
    return withDefaults(store.findOfOwner(owner));
  }

  public ObjectNode effective(ApiOwnerId owner, LeafUserId leafUser) {
    return withDefaults(store.findOfBoth(owner, leafUser));
  }

  private static ObjectNode withDefaults(ObjectNode stored) {
    ObjectNode settings = ConfigurationKeys.defaults();
    settings.setAll(stored);
    return settings;
  }

  /// The sync scope of a Leaf user, with the origin of each value.
  public record ScopeOrigins(
      SyncScope scope,
      SettingOrigin organizationDataSync,
      SettingOrigin customDataSync,
      SettingOrigin fieldsAutoSync) {}

  /// Where a value in effect is set.
  public enum SettingOrigin {
    LEAF_USER,
    API_OWNER,
    /// Not set.
    DEFAULT
  }
}
