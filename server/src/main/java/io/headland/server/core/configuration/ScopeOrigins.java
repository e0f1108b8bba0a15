package io.headland.server.core.configuration;

/// The sync scope of a Leaf user, with the origin of each value.
public record ScopeOrigins(
    SyncScope scope,
    SettingOrigin organizationDataSync,
    SettingOrigin customDataSync,
    SettingOrigin fieldsAutoSync) {}
