package io.headland.server.module;

import io.headland.server.api.console.ConsoleResource;
import io.headland.server.api.system.DocsResource;
import io.headland.server.api.system.MonitoringResource;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.jdbc.WriteCheck;

/// Health checks, metrics, the OpenAPI document and the console.
public final class SystemModule {
  private final Platform platform;
  private final StandbyModule standby;

  public SystemModule(Platform platform, StandbyModule standby) {
    this.platform = platform;
    this.standby = standby;
  }

  public void addTo(Routes routes) {
    WriteCheck writeCheck = new WriteCheck(platform.dataSource(), platform.node());
    new MonitoringResource(
            writeCheck::problem, standby::report, platform.meters().registry(), platform.loops())
        .addTo(routes);
    new DocsResource().addTo(routes);
    new ConsoleResource().addTo(routes);
  }
}
