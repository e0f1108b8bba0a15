package io.headland.server.module;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.ReplayWait;
import io.headland.server.platform.standby.StandbyReads;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Access to the database, with reads from a standby if one is configured.
public final class StandbyModule implements AutoCloseable {
  private final Database primary;
  private final Optional<StandbyReads> reads;
  private final Optional<BackgroundLoop> checking;

  public StandbyModule(
      DatabaseConfig config, Database primary, Meters meters, BackgroundLoops loops) {
    this.primary = primary;
    this.reads =
        config.standby().isConfigured()
            ? Optional.of(StandbyReads.open(config, primary, meters::countStandbyRead))
            : Optional.empty();
    reads.ifPresent(meters::showStandby);
    this.checking =
        reads.map(
            standby ->
                loops.startMaintenance(
                    "standby-check", Duration.ZERO, StandbyReads.INTERVAL, _ -> standby.check()));
  }

  public Jdbi jdbi() {
    return reads.map(standby -> Database.jdbi(standby.dataSource())).orElseGet(primary::jdbi);
  }

  public DataSource dataSource() {
    return reads.map(StandbyReads::dataSource).orElseGet(primary::dataSource);
  }

  /// To be called before a client receives a notification of a change.
  public ReplayWait replayWait() {
    return reads.<ReplayWait>map(standby -> standby).orElse(ReplayWait.NONE);
  }

  /// The state of the standby, if one is configured.
  public Optional<StandbyReads.Report> report() {
    return reads.map(StandbyReads::report);
  }

  /// Lets the routes of [StandbyRoutes] read from the standby. Called when all routes have been
  /// added.
  public void applyTo(Routes routes) {
    reads.ifPresent(
        standby ->
            routes.replaceOwned(
                (method, path, route) -> {
                  if (StandbyRoutes.mayRead(method, path)) {
                    return standby.reading(route);
                  }
                  return StandbyRoutes.mayWrite(method) ? standby.writing(route) : route;
                }));
  }

  @Override
  public void close() {
    checking.ifPresent(BackgroundLoop::close);
    reads.ifPresent(StandbyReads::close);
  }
}
