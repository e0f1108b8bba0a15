package io.headland.server.core.configuration;

/// What is to be synced for a Leaf user, and where each of it comes from.
public record ScopeOrigins(
    SyncScope scope,
    SettingOrigin organizationDataSync,
    SettingOrigin customDataSync,
    SettingOrigin fieldsAutoSync) {}
