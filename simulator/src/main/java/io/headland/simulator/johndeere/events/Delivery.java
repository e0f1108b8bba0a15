package io.headland.simulator.johndeere.events;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/// A completed post.
///
/// @param attempt counted from 1
/// @param status of the response; 0 when there was none in time
public record Delivery(Instant at, URI target, List<Event> events, int attempt, int status) {
  public Delivery {
    events = List.copyOf(events);
  }

  public boolean isAccepted() {
    return status == 204;
  }
}
