package io.headland.bench;

import io.headland.bench.scenario.SyncSizes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The sizes of the syncs and of the machine file, if they are to differ from the defaults.
final class SizeOptions {
  @Option(names = "--accounts", description = "Accounts of a first sync.")
  private @Nullable Integer accounts;

  @Option(names = "--organizations", description = "Organizations of each account.")
  private @Nullable Integer organizations;

  @Option(names = "--fields", description = "Fields of each organization.")
  private @Nullable Integer fields;

  @Option(names = "--large-fields", description = "Fields of a large organization.")
  private @Nullable Integer largeFields;

  @Option(names = "--calls-per-second", description = "What the rate allows, where there is one.")
  private @Nullable Integer callsPerSecond;

  @Option(names = "--million", description = "Fields of the organization of MILLION.")
  private @Nullable Integer million;

  @Option(names = "--season", description = "Fields of the organization of SEASON.")
  private @Nullable Integer season;

  @Option(
      names = "--nodes",
      split = ",",
      paramLabel = "NUMBER",
      description = "Numbers of nodes of NODES and WAITING_NODES, each at most 4; default 1,2,3,4.")
  private @Nullable List<Integer> nodes;

  @Option(names = "--days", description = "Days of CHURN, at least 12.")
  private @Nullable Integer days;

  @Option(names = "--points", description = "Points of the file of MACHINE_FILES.")
  private @Nullable Integer points;

  SyncSizes over(SyncSizes usual) {
    return new SyncSizes(
        usual.warmUp(),
        chosen(accounts, usual.accounts()),
        chosen(organizations, usual.organizations()),
        chosen(fields, usual.fields()),
        chosen(largeFields, usual.largeFields()),
        chosen(accounts, usual.rated()),
        chosen(callsPerSecond, usual.callsPerSecond()),
        usual.repeated(),
        chosen(million, usual.million()),
        chosen(season, usual.season()),
        chosen(points, usual.points()),
        chosen(accounts, usual.nodeAccounts()),
        nodes == null ? usual.nodes() : nodes,
        chosen(days, usual.days()));
  }

  private static int chosen(@Nullable Integer value, int usual) {
    return value == null ? usual : value;
  }
}
