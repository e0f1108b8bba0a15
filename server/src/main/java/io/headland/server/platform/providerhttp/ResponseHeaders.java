package io.headland.server.platform.providerhttp;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The headers of a response with their time of arrival. Names are compared without regard to case.
public final class ResponseHeaders {
  private final SortedMap<String, List<String>> values;
  private final Instant receivedAt;

  public ResponseHeaders(Map<String, List<String>> values, Instant receivedAt) {
    SortedMap<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((name, all) -> sorted.put(name, List.copyOf(all)));
    this.values = Collections.unmodifiableSortedMap(sorted);
    this.receivedAt = receivedAt;
  }

  /// The first value, trimmed; empty when there is none.
  public Optional<String> findFirst(String name) {
    return values.getOrDefault(name, List.of()).stream().map(String::strip).findFirst();
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /// The time to wait according to the response, or the fallback.
  public Duration retryAfter(Duration fallback) {
    return RetryAfter.of(this, fallback);
  }

  Map<String, List<String>> all() {
    return values;
  }

  @Override
  public String toString() {
    return Redaction.headers(this).toString();
  }
}
