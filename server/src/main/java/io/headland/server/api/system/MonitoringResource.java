package io.headland.server.api.system;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.standby.StandbyReads;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Endpoints for orchestration and monitoring: liveness, readiness, metrics.
public final class MonitoringResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Supplier<Optional<String>> databaseProblem;
  private final Supplier<Optional<StandbyReads.Report>> standby;
  private final PrometheusMeterRegistry meters;
  private final BackgroundLoops loops;

  /// @param databaseProblem why the database is not writable, in a sentence; empty when it is
  /// @param standby state of the standby, if one is configured
  public MonitoringResource(
      Supplier<Optional<String>> databaseProblem,
      Supplier<Optional<StandbyReads.Report>> standby,
      PrometheusMeterRegistry meters,
      BackgroundLoops loops) {
    this.loops = loops;
    this.databaseProblem = databaseProblem;
    this.standby = standby;
    this.meters = meters;
  }

  public void addTo(Routes routes) {
    routes
        .open("GET", "/health/live", _ -> Response.ok(Map.of("status", "UP")))
        .open("GET", "/health/ready", this::ready)
        .open("GET", "/metrics", _ -> Response.text(TEXT, meters.scrape()));
  }

  private Response ready(Request request) {
    Optional<String> problem = databaseProblem.get();
    if (problem.isPresent()) {
      return unavailable(problem.get(), request);
    }
    List<String> notRunning = loops.notRunning();
    if (!notRunning.isEmpty()) {
      return unavailable(
          "These background loops do not run: " + String.join(", ", notRunning) + ".", request);
    }
    List<String> maintenance = loops.maintenanceNotRunning();
    return Response.ok(
        new ReadyView(
            "UP",
            maintenance.isEmpty() ? null : maintenance,
            standby.get().map(StandbyView::of).orElse(null)));
  }

  /// The response of a server that is ready.
  ///
  /// @param notRunning loops of maintenance that do not run
  record ReadyView(
      String status, @Nullable List<String> notRunning, @Nullable StandbyView standby) {}

  /// The standby in the response.
  ///
  /// @param reason why it is not in use, in a sentence
  /// @param lagSeconds an upper bound of the age of a read; absent when it is not known
  record StandbyView(boolean inUse, @Nullable String reason, @Nullable Double lagSeconds) {
    static StandbyView of(StandbyReads.Report report) {
      return new StandbyView(
          report.isInUse(),
          report.isInUse() ? null : "The standby " + report.condition().predicate() + ".",
          report.lag().map(lag -> lag.toMillis() / 1_000.0).orElse(null));
    }
  }

  private static Response unavailable(String detail, Request request) {
    return Response.problem(Problem.of(503, detail).withRetryAfter(RETRY), request);
  }
}
