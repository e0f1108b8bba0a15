package io.headland.simulator.johndeere.events;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A subscription of an application, for one of its users, to one type of event.
///
/// @param filters the required metadata of an event, by key; other keys may have any value
/// @param token repeated in every event
/// @param verified whether the target has acknowledged the verification event
public record Subscription(
    String id,
    String clientKey,
    String userName,
    String eventTypeId,
    Map<String, List<String>> filters,
    URI target,
    Status status,
    String displayName,
    String token,
    boolean verified) {

  public Subscription {
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
  }

  /// Whether events are delivered.
  public enum Status {
    ACTIVE("Active"),
    EXPIRED("Expired"),
    TERMINATED("Terminated");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Subscription with(Status other) {
    return new Subscription(
        id,
        clientKey,
        userName,
        eventTypeId,
        filters,
        target,
        other,
        displayName,
        token,
        verified && other == Status.ACTIVE);
  }

  Subscription verified(boolean now) {
    return new Subscription(
        id, clientKey, userName, eventTypeId, filters, target, status, displayName, token, now);
  }

  /// Whether events are sent to the target at all.
  public boolean isListening() {
    return status == Status.ACTIVE && verified;
  }

  boolean matches(String typeId, Map<String, String> metadata) {
    return eventTypeId.equals(typeId)
        && filters.entrySet().stream()
            .allMatch(
                filter -> filter.getValue().contains(metadata.getOrDefault(filter.getKey(), "")));
  }
}
