package io.headland.server.platform.config;

import java.time.Duration;

/// Notifications of providers.
///
/// @param publicUrl base address at which a provider can reach this server, without a trailing
///   slash; blank when it cannot, so that there are no subscriptions
/// @param debounce how long notifications of an account are collected before the records are read
public record NotificationConfig(String publicUrl, Duration debounce) {
  public boolean isOn() {
    return !publicUrl.isBlank();
  }
}
