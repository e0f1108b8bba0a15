package io.headland.bench.scenario;

import io.headland.bench.world.Scale;
import java.time.Duration;

/// The number and duration of measurements, bounded so that a run ends in a known time.
///
/// @param warmUp of each kind of request before it is measured
/// @param warmUpRequests for which the warm-up is repeated, a few times at most
/// @param rounds of reference and server alternately
/// @param limitRound duration of the reference in each round
/// @param serverRound duration of the server in each round
/// @param settling duration of requests at the given rate before they are measured
/// @param paced duration of requests at the given rate
/// @param pages of Leaf users fetched from each position
/// @param starts of each kind
/// @param deliveries to one webhook
/// @param webhookEvents events for many webhooks
public record Plan(
    Scale scale,
    Duration warmUp,
    int warmUpRequests,
    int rounds,
    Duration limitRound,
    Duration serverRound,
    Duration settling,
    Duration paced,
    int pages,
    int starts,
    int deliveries,
    int webhookEvents) {
  public static final int PACE = 1_000;

  public static Plan complete() {
    return new Plan(
        Scale.WHOLE,
        Duration.ofSeconds(12),
        100_000,
        3,
        Duration.ofSeconds(5),
        Duration.ofSeconds(8),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        200,
        5,
        20_000,
        60);
  }

  public static Plan quick() {
    return new Plan(
        Scale.SMALL,
        Duration.ofSeconds(5),
        20_000,
        1,
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        20,
        2,
        2_000,
        12);
  }
}
