package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.report.Plausibility;
import io.headland.bench.server.CollectionLog;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.Usage;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The first sync of one organization with a season of field operations: their lists, exports,
/// conversion and merge, in a server with the default heap size.
public final class Season {
  private static final int HEAP_MEGABYTES = 256;
  private static final int POINTS = 1_000;
  private static final int MONTHS = 240;
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofHours(3);

  /// What is still to be done after the fields were read.
  private static final String WAITING =
      """
      select (select count(*) from operation_listing where due_at is not null)
           + (select count(*) from provider_operation where state = 'REQUESTED')
           + (select count(*) from scheduled_tasks where task_name = 'operation-merge')
      """;

  private final int fields;
  private final SyncWorld world;
  private final Path dir;

  private Season(int fields, SyncWorld world, Path dir) {
    this.fields = fields;
    this.world = world;
    this.dir = dir;
  }

  public static List<Finding> measure(
      int fields, SyncWorld world, Path dir, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    world
        .simulator()
        .change("{\"operationSeasons\": 1, \"operationPoints\": %d}".formatted(POINTS));
    Path collections = dir.resolve("gc.log");
    try (ServerProcess server =
            world.startServer(
                Map.of(
                    "HEADLAND_MACHINE_FILES_READ_OPERATIONS",
                    "true",
                    "HEADLAND_PROVIDERS_CALLS_PER_SECOND",
                    "0"),
                CollectionLog.options(HEAP_MEGABYTES, collections));
        OwnerClient client = world.client(server)) {
      client.readOperations(MONTHS);
      progress.accept("a season of %,d fields".formatted(fields));
      return new Season(fields, world, dir).measure(server, client, collections);
    }
  }

  private List<Finding> measure(ServerProcess server, OwnerClient client, Path collections)
      throws IOException, InterruptedException, SQLException {
    ConcurrentAccounts account = new ConcurrentAccounts(world, server, client);
    account.prepare(1);
    world.simulator().forgetCalls();
    Usage before = server.usage();
    Duration pgBefore = world.database().cpu();
    long start = System.nanoTime();
    account.attach();
    world.awaitRest();
    double fieldSeconds = secondsSince(start);
    awaitOperations();
    double seconds = secondsSince(start);
    Duration cpu = server.usage().cpuSince(before);
    Duration pg = world.database().cpu().minus(pgBefore);
    Plausibility.cpu(
        "CPU of server and PostgreSQL during a season",
        cpu.plus(pg),
        Duration.ofNanos(System.nanoTime() - start),
        Runtime.getRuntime().availableProcessors());
    long files = count("machine_file where status = 'PROCESSED'");
    long operations = count("field_operation");
    long bytes = storedBytes();
    int calls = world.simulator().calls().reading();
    return List.of(
        new Finding(
            "season of %,d fields, %,d points an operation: operations/s".formatted(fields, POINTS),
            String.format(
                Locale.ROOT,
                "%.1f operations/s: %,d exports and %,d operations in %.0f s, the fields in %.0f s;"
                    + " %,d calls, %,d MB stored; CPU %.0f s, PostgreSQL %.0f s",
                operations / seconds,
                files,
                operations,
                seconds,
                fieldSeconds,
                calls,
                bytes / 1_000_000,
                Formats.inSeconds(cpu),
                Formats.inSeconds(pg)),
            "",
            operations / seconds,
            new Goal.None(),
            Map.of(
                "exports", files,
                "operations", operations,
                "withoutExport", count("provider_operation where state = 'ABSENT'"),
                "failed", count("provider_operation where state = 'FAILED'"),
                "seconds", seconds,
                "calls", calls,
                "storedBytes", bytes,
                "cpuSeconds", Formats.inSeconds(cpu),
                "postgresCpuSeconds", Formats.inSeconds(pg))),
        Memory.heap(server, collections, HEAP_MEGABYTES));
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private long count(String rows) throws SQLException {
    return (long) world.number("select count(*) from " + rows);
  }

  private void awaitOperations() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (world.number(WAITING) > 0) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("The operations were not read");
      }
      TimeUnit.NANOSECONDS.sleep(CHECK_INTERVAL.toNanos());
    }
  }

  private long storedBytes() throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve("server/machine-files"))) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }
}
