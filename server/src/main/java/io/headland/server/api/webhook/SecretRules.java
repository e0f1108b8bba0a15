package io.headland.server.api.webhook;

import io.headland.server.platform.http.Problem;
import java.time.Instant;

/// Problems of secrets that cannot be changed.
final class SecretRules {
  private SecretRules() {}

  /// Leaf's header has only one signature, so that receivers could not change over without
  /// failures. And the secret of an alert is chosen by the caller.
  static Problem ofAnAlert() {
    return Problem.rule(
        400,
        WebhookRequest.OBJECT,
        "alertSecretIsFixed",
        "The secret of a Leaf alert cannot be changed: delete it and register it again.");
  }

  /// There are two signatures at most: a third secret would end the first too early.
  static Problem previousStillSigns(Instant until) {
    return Problem.rule(
        409,
        WebhookRequest.OBJECT,
        "previousSecretSigns",
        "The secret was already changed, and the previous one signs until "
            + until
            + ": change it again after that, or create a new webhook.");
  }
}
