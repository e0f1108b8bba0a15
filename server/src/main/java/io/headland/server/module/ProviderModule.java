package io.headland.server.module;

import io.headland.server.api.usage.ApplicationResource;
import io.headland.server.core.usage.ApplicationRefusalStore;
import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.engine.ratelimit.ProviderBudget;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.provider.Providers;
import io.headland.server.provider.johndeere.JohnDeereAdapter;
import io.headland.server.provider.trimble.TrimbleAdapter;
import java.util.List;

/// The providers, the client that calls them, and the limits of calls.
public final class ProviderModule implements AutoCloseable {
  private final ProviderBudget budget;
  private final ProviderHttpClient client;
  private final Providers providers;
  private final ApplicationRefusalStore refusals;
  private final ApplicationResource applications;

  public ProviderModule(Platform platform, ClockModule clocks) {
    HeadlandConfig config = platform.config();
    CallCountStore counts = new CallCountStore(platform.jdbi());
    ThrottleStore throttles = new ThrottleStore(platform.jdbi());
    this.refusals = new ApplicationRefusalStore(platform.jdbi());
    this.budget =
        ProviderBudget.start(
            config.providerHttp().callsPerSecond(),
            platform.dataSource(),
            throttles,
            counts,
            new ProviderBudget.Clocks(platform.clock(), clocks.steady(), clocks.database()),
            platform.sleeper(),
            platform.meters()::countRateLimited,
            platform.loops());
    this.client = new ProviderHttpClient(config.providerHttp(), Version.number(), platform.clock());
    this.providers =
        new Providers(
            List.of(
                new JohnDeereAdapter(config.johnDeere(), client),
                new TrimbleAdapter(config.trimble(), client)));
    this.applications =
        new ApplicationResource(
            budget,
            counts,
            throttles,
            refusals,
            config.providerHttp().callsPerSecond(),
            platform.clock());
  }

  public void addTo(Routes routes) {
    applications.addTo(routes);
  }

  public Providers providers() {
    return providers;
  }

  public ProviderBudget budget() {
    return budget;
  }

  public ApplicationRefusalStore refusals() {
    return refusals;
  }

  @Override
  public void close() {
    client.close();
    budget.close();
  }
}
