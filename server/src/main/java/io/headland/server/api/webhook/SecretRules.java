package io.headland.server.api.webhook;

import io.headland.server.platform.http.Problem;
import java.time.Instant;

/// What is said of a secret that cannot be changed now.
final class SecretRules {
  private SecretRules() {}

  /// Leaf's header has room for one signature: a receiver could not change over in peace. And the
  /// secret of an alert is the caller's own choice.
  static Problem ofAnAlert() {
    return Problem.rule(
        400,
        WebhookRequest.OBJECT,
        "alertSecretIsFixed",
        "The secret of a Leaf alert cannot be changed: delete it and register it again.");
  }

  /// There are two signatures at most: a third secret would end the first before its time.
  static Problem previousStillSigns(Instant until) {
    return Problem.rule(
        409,
        WebhookRequest.OBJECT,
        "previousSecretSigns",
        "The secret was changed already, and the one before signs until "
            + until
            + ": change it again after that, or make a new webhook.");
  }
}
