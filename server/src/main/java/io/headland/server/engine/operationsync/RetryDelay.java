package io.headland.server.engine.operationsync;

import io.headland.server.provider.ProviderFailure;
import java.time.Duration;

/// The delays after failed calls.
final class RetryDelay {
  private static final Duration REJECTED = Duration.ofMinutes(1);

  private RetryDelay() {}

  /// The time before the next attempt.
  static Duration after(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Throttled(Duration pause) -> pause;
      case ProviderFailure.RateLimited(Duration pause) -> pause;
      case ProviderFailure.RefreshPending(_, Duration pause) -> pause;
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) -> pause;
      case ProviderFailure.Unavailable(_, Duration pause) -> pause;
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _,
          ProviderFailure.InvalidResponse _ ->
          REJECTED;
    };
  }

  /// Whether other calls of the account may succeed.
  static boolean concernsOne(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _,
          ProviderFailure.NotFound _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.InvalidResponse _ ->
          true;
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Throttled _,
          ProviderFailure.RateLimited _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.Unavailable _ ->
          false;
    };
  }
}
