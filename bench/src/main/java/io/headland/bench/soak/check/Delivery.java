package io.headland.bench.soak.check;

import java.time.Duration;
import java.time.Instant;

/// A call to a webhook.
///
/// @param webhook name of the subscription
/// @param event as in the body
/// @param isSigned whether the signature is valid and the `webhook-id` is the id of the event
/// @param clockDifference from the receiver's clock to `webhook-timestamp`
/// @param began position of the arrival in the order of all arrivals and responses
/// @param responded position of the response in the same order, assigned before it is sent
public record Delivery(
    String webhook,
    SeenEvent event,
    boolean isSigned,
    Instant at,
    Duration clockDifference,
    long began,
    long responded,
    Reply reply) {

  /// The response of the receiver.
  public enum Reply {
    /// 204.
    ACCEPTED,

    /// 500.
    REFUSED,

    /// None: the connection was closed.
    CLOSED
  }

  /// Whether the event has been delivered by this call.
  public boolean isAccepted() {
    return isSigned && reply == Reply.ACCEPTED;
  }
}
