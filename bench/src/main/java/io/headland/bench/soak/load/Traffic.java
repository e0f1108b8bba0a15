package io.headland.bench.soak.load;

import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts responses, and records when each node responded.
public final class Traffic {
  private static final long SLOT_MILLIS = 100;
  private static final int MOST_OF_A_KIND = 3;
  private static final int LONGEST_BODY = 300;

  /// A lost grant is reported as such.
  private static final List<String> REFUSALS =
      List.of("organizationBlocked", "credentialsUnauthenticated");

  private final Instant begin;
  private final History history;
  private final List<BitSet> answered = new ArrayList<>();
  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final Map<String, Integer> unexpected = new HashMap<>();

  public Traffic(Instant begin, int nodes, History history) {
    this.begin = begin;
    this.history = history;
    for (int i = 0; i < nodes; i++) {
      answered.add(new BitSet());
    }
  }

  /// @param route the path without ids
  synchronized void count(int node, String route, Answer response) {
    byStatus.merge(response.status(), 1L, Long::sum);
    if (response.isSuccess()) {
      answered.get(node).set(slot(Instant.now()));
    } else if (!isDocumented(response)
        && unexpected.merge(response.status() + route, 1, Integer::sum) <= MOST_OF_A_KIND) {
      String body = response.body().strip();
      String what =
          "node %d responded to %s with %d: %s"
              .formatted(
                  node + 1,
                  route,
                  response.status(),
                  body.substring(0, Math.min(body.length(), LONGEST_BODY)));
      history.add(new Violation(Violation.Type.UNEXPECTED_RESPONSE, what, Instant.now()));
    }
  }

  /// Whether the response is documented for an outage, an expired token or a resource that does not
  /// exist.
  private static boolean isDocumented(Answer response) {
    return switch (response.status()) {
      case 0, 401, 404, 503 -> true;
      case 400 -> REFUSALS.stream().anyMatch(response.body()::contains);
      default -> false;
    };
  }

  public synchronized Map<Integer, Long> byStatus() {
    return Map.copyOf(byStatus);
  }

  /// The time from a moment to the next success of a node; absent when there was none.
  public synchronized Optional<Duration> untilSuccess(int node, Instant moment) {
    int from = slot(moment);
    int next = answered.get(node).nextSetBit(from);
    return next < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((next - from) * SLOT_MILLIS));
  }

  private int slot(Instant moment) {
    return (int) Math.max(0, Duration.between(begin, moment).toMillis() / SLOT_MILLIS);
  }
}
