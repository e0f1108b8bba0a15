package io.headland.simulator.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as the log keeps it: secrets masked, with the status of its answer.
///
/// @param headers names in lower case
public record ReceivedRequest(
    long number,
    Instant at,
    String method,
    String target,
    Map<String, List<String>> headers,
    int status) {

  public Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }
}
