package io.headland.bench.soak.check;

import java.time.Instant;

/// A violated guarantee.
///
/// @param when the time of the write, the response or the sample
public record Violation(Type type, String what, Instant when) {
  /// The guarantee.
  public enum Type {
    LOST_WRITE("acknowledged writes that were lost"),
    WRONG_VALUE("values that no write explains"),
    DUPLICATE("resources that exist twice"),
    LOST_EVENT("events that are missing"),
    DUPLICATE_EVENT("events that exist twice"),
    LOST_DELIVERY("events that were not delivered to a webhook"),
    FALSE_DELIVERY("calls to webhooks without an event of the feed or a valid signature"),
    DELIVERY_ORDER("events that arrived at a webhook out of order"),
    LOST_GRANT("grants that were lost for another reason"),
    UNEXPECTED_RESPONSE("responses that are not documented for an outage"),
    UNEXPECTED_EXIT("servers that ended without a kill");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /// A short text for a table.
    public String text() {
      return text;
    }
  }
}
