package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL whose programs are installed on this machine, in any version.
public final class InstalledPostgres implements AutoCloseable {
  private static final Path OF_DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "a password of the test";

  private final Path home;
  private final Path folder;
  private final Path data;
  private final int port;

  private InstalledPostgres(Path home, Path folder, int port) {
    this.home = home;
    this.folder = folder;
    this.data = folder.resolve("data");
    this.port = port;
  }

  /// The folders with `bin`: those of Debian, and those that a property lists.
  public static Stream<Path> installations() throws IOException {
    Stream<Path> listed =
        Arrays.stream(System.getProperty("headland.postgres.homes", "").split(",", -1))
            .filter(home -> !home.isBlank())
            .map(Path::of);
    if (!Files.isDirectory(OF_DEBIAN)) {
      return listed;
    }
    try (Stream<Path> versions = Files.list(OF_DEBIAN)) {
      List<Path> installed =
          versions.filter(home -> Files.isExecutable(home.resolve("bin/initdb"))).sorted().toList();
      return Stream.concat(installed.stream(), listed);
    }
  }

  public static InstalledPostgres start(Path home, Path folder) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    var postgres = new InstalledPostgres(home, folder, freePort());
    postgres.run(
        "initdb",
        "--pgdata=" + postgres.data,
        "--username=headland",
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
    postgres.run();
    return postgres;
  }

  /// Copies this running server with `pg_basebackup`, and starts the copy as a standby that streams
  /// from it.
  public InstalledPostgres startStandby(Path standbyFolder) throws IOException {
    var standby = new InstalledPostgres(home, standbyFolder, freePort());
    standby.run(
        "pg_basebackup",
        "--pgdata=" + standby.data,
        "--dbname=host=127.0.0.1 port=%d user=headland password='%s'".formatted(port, PASSWORD),
        "--checkpoint=fast",
        "--wal-method=stream",
        "--write-recovery-conf");
    standby.run();
    return standby;
  }

  private void run() throws IOException {
    run(
        "pg_ctl",
        "start",
        "--pgdata=" + data,
        "--log=" + folder.resolve("log"),
        "--wait",
        "--options=-c port=%d -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=''"
            .formatted(port));
  }

  public JdbcTarget target() {
    return new JdbcTarget(
        "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable".formatted(port),
        "headland",
        Secret.of(PASSWORD));
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve(program + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(command + " failed: " + Files.readString(output));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "stop", "--pgdata=" + data, "--mode=fast", "--wait");
  }
}
