package io.headland.bench.limit;

import io.headland.bench.world.Database;
import io.headland.bench.world.Keys;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// PostgreSQL's own load generator, with prepared statements.
public final class Pgbench implements Limit {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final int THREADS = 2;

  private final Path program;
  private final Path dir;
  private final Database database;
  private final Keys keys;
  private final UUID owner;
  private final int connections;

  /// A reference on one database.
  ///
  /// @param dir where scripts are written
  public Pgbench(
      Path program, Path dir, Database database, Keys keys, UUID owner, int connections) {
    this.program = program;
    this.dir = dir;
    this.database = database;
    this.keys = keys;
    this.owner = owner;
    this.connections = connections;
  }

  /// Searches the path, then the folder used by Debian.
  public static Optional<Path> find() throws IOException {
    List<Path> places = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(folder, "pgbench"));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions.map(version -> version.resolve("bin/pgbench")).forEach(places::add);
      }
    }
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public double perSecond(Transaction transaction, Duration howLong)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(dir, "pgbench-", ".out");
    try {
      var builder = new ProcessBuilder(command(transaction, howLong));
      JdbcTarget target = database.target();
      builder.environment().put("PGPASSWORD", target.password().reveal());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      int code = builder.start().waitFor();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (code != 0) {
        throw new IOException("pgbench failed: " + said);
      }
      return rate(said);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  static double rate(String output) throws IOException {
    Matcher matcher = RATE.matcher(output);
    if (!matcher.find()) {
      throw new IOException("pgbench printed no rate: " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private List<String> command(Transaction transaction, Duration howLong) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--host=127.0.0.1",
                "--port=" + database.port(),
                "--username=" + database.target().user(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + connections,
                "--jobs=" + THREADS,
                "--time=" + howLong.toSeconds()));
    PgbenchScript.constants(owner)
        .forEach((name, value) -> command.add("--define=" + name + "=" + value));
    Path file = dir.resolve(transaction + ".sql");
    Files.writeString(file, PgbenchScript.of(transaction, keys).text());
    command.add("--file=" + file);
    command.add("postgres");
    return command;
  }
}
