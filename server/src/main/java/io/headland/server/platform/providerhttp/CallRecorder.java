package io.headland.server.platform.providerhttp;

import java.time.Duration;

/// Is told of every call to a provider. Safe to call from several threads.
@FunctionalInterface
public interface CallRecorder {
  void record(ProviderCall call);

  /// Asked before each call. May wait for a moment.
  ///
  /// @return zero when the call may be made now; otherwise how long to leave it, and then it is not
  ///   made
  default Duration holdBack() throws InterruptedException {
    return Duration.ZERO;
  }
}
