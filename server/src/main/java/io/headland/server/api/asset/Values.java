package io.headland.server.api.asset;

import io.headland.server.core.asset.Asset;
import io.headland.server.provider.Provider;
import org.jspecify.annotations.Nullable;

/// Values that are omitted when they are not known.
final class Values {
  private Values() {}

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /// A year; null for a text that is not one.
  static @Nullable Integer yearOrNull(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : null;
  }

  static @Nullable String provider(Asset asset) {
    Provider provider = asset.provider();
    return provider == null ? null : provider.wireName();
  }
}
