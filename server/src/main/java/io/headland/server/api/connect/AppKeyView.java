package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKey;
import io.headland.server.core.connect.AppKeyName;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.List;

/// An app key in a response, without its secrets.
record AppKeyView(
    String provider,
    String appName,
    String clientEnvironment,
    Instant createdTime,
    @Added List<String> scopes) {

  static AppKeyView of(AppKey key) {
    AppKeyName name = key.name();
    return new AppKeyView(
        name.provider().wireName(),
        name.appName(),
        name.clientEnvironment(),
        key.createdAt(),
        key.scopes());
  }
}
