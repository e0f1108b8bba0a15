package io.headland.server.core.connect;

import io.headland.server.provider.Provider;

/// The identification of an app key.
public record AppKeyName(Provider provider, String appName, String clientEnvironment) {}
