package io.headland.server.platform.providerhttp;

import java.time.Duration;

/// Receives every call to a provider. Safe to call from several threads.
@FunctionalInterface
public interface CallRecorder {
  void record(ProviderCall call);

  /// Called before each call. May wait for a short time.
  ///
  /// @return zero when the call may be made now; otherwise the time to wait, and then it is not
  ///   made
  default Duration admit() throws InterruptedException {
    return Duration.ZERO;
  }
}
