package io.headland.server.module;

import io.headland.server.core.apiowner.Logins;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.safehttp.PostOutcome;
import io.headland.server.platform.standby.StandbyReads;
import io.headland.server.provider.Provider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Metrics besides those of requests: the JVM, the database, calls to providers and webhooks.
public final class Meters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  public void countProviderCall(Provider provider, ProviderCall call) {
    registry
        .timer(
            "headland.provider.calls",
            "provider",
            provider.wireName(),
            "status",
            call.statusCode() == 0 ? "none" : Integer.toString(call.statusCode()))
        .record(call.took());
  }

  public void countRateLimited(Provider provider) {
    registry
        .counter("headland.provider.calls.rate.limited", "provider", provider.wireName())
        .increment();
  }

  public void countWebhookAttempt(WebhookKind kind, PostOutcome outcome) {
    String result =
        switch (outcome) {
          case PostOutcome.Received received -> received.status() / 100 + "xx";
          case PostOutcome.NoResponse none -> none.failure().name().toLowerCase(Locale.ROOT);
        };
    registry
        .timer(
            "headland.webhook.attempts",
            "kind",
            kind.name().toLowerCase(Locale.ROOT),
            "result",
            result)
        .record(outcome.took());
  }

  public void countLogin(Logins.Result result) {
    registry
        .counter("headland.logins", "result", result.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  public void countStandbyRead(StandbyReads.Source source) {
    registry
        .counter(
            "headland.database.standby.reads", "source", source.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /// Shows the state of the standby. The lag is an upper bound of the age of a read.
  public void showStandby(StandbyReads standby) {
    TimeGauge.builder(
            "headland.database.standby.lag",
            standby,
            TimeUnit.NANOSECONDS,
            reads -> reads.report().lag().map(lag -> (double) lag.toNanos()).orElse(Double.NaN))
        .register(registry);
    Gauge.builder(
            "headland.database.standby.in.use", standby, reads -> reads.report().isInUse() ? 1 : 0)
        .register(registry);
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
