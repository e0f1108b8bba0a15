package io.headland.simulator.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request in the log: secrets masked, with the status of its response.
///
/// @param headers names in lower case
public record ReceivedRequest(
    long number,
    Instant at,
    String method,
    String target,
    Map<String, List<String>> headers,
    int status) {

  public Optional<String> header(String jsonName) {
    return headers.getOrDefault(jsonName, List.of()).stream().findFirst();
  }
}
