package io.headland.server.connect;

import io.headland.server.provider.Provider;

/// What an app key is found by.
record AppKeyName(Provider provider, String appName, String clientEnvironment) {}
