package io.headland.server.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What an orchestrator and a monitoring system ask: is the process alive, can it serve, how does
/// it do.
public final class OperationsResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final BooleanSupplier databaseAnswers;
  private final PrometheusMeterRegistry meters;

  public OperationsResource(BooleanSupplier databaseAnswers, PrometheusMeterRegistry meters) {
    this.databaseAnswers = databaseAnswers;
    this.meters = meters;
  }

  public void addTo(Routes routes) {
    routes
        .open("GET", "/health/live", _ -> Answer.ok(Map.of("status", "UP")))
        .open("GET", "/health/ready", this::ready)
        .open("GET", "/metrics", _ -> Answer.text(TEXT, meters.scrape()));
  }

  private Answer ready(Call call) {
    return databaseAnswers.getAsBoolean()
        ? Answer.ok(Map.of("status", "UP"))
        : Answer.problem(
            Problem.of(503, "The database cannot be reached.").withRetryAfter(RETRY), call);
  }
}
