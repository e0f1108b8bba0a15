package io.headland.bench.scenario;

import io.headland.bench.world.Scale;
import java.time.Duration;

/// How much is measured, and for how long: bounded, so that a run ends in a known time.
///
/// @param warmUp of each kind of request before it is measured
/// @param rounds of limit and server in turn
/// @param limitRound how long the limit runs in each
/// @param serverRound how long the server does
/// @param paced how long requests come at a given pace
/// @param pages of Leaf users fetched from each place
/// @param starts of each kind
public record Plan(
    Scale scale,
    Duration warmUp,
    int rounds,
    Duration limitRound,
    Duration serverRound,
    Duration paced,
    int pages,
    int starts) {
  /// Connections that clients hold, to the server and to PostgreSQL alike.
  public static final int CONNECTIONS = 32;

  public static final int PACE = 1_000;

  public static Plan whole() {
    return new Plan(
        Scale.WHOLE,
        Duration.ofSeconds(15),
        3,
        Duration.ofSeconds(5),
        Duration.ofSeconds(8),
        Duration.ofSeconds(30),
        200,
        5);
  }

  public static Plan quick() {
    return new Plan(
        Scale.SMALL,
        Duration.ofSeconds(5),
        1,
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        20,
        2);
  }
}
