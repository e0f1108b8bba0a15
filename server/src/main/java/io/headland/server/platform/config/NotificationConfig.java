package io.headland.server.platform.config;

import java.time.Duration;

/// How providers tell of changes.
///
/// @param publicUrl base address at which a provider reaches this server, without a trailing slash;
///   blank when it cannot, and then nothing is subscribed
/// @param debounce how long what an account's provider tells is gathered before it is read
public record NotificationConfig(String publicUrl, Duration debounce) {
  public boolean isOn() {
    return !publicUrl.isBlank();
  }
}
