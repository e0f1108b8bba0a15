package io.headland.server.core.connect;

import io.headland.server.provider.Provider;

/// What an app key is found by.
public record AppKeyName(Provider provider, String appName, String clientEnvironment) {}
