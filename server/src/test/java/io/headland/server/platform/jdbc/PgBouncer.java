package io.headland.server.platform.jdbc;

import io.headland.server.Concurrency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Debian's PgBouncer in transaction mode.
///
/// It has few connections to the server, so that consecutive transactions of a client run in
/// different server processes.
public final class PgBouncer implements AutoCloseable {
  private static final String PROGRAM = "/usr/sbin/pgbouncer";

  private final Process process;
  private final JdbcTarget target;

  private PgBouncer(Process process, JdbcTarget target) {
    this.process = process;
    this.target = target;
  }

  /// Starts it for a server.
  ///
  /// @param settings further lines of its configuration
  public static PgBouncer start(Path folder, JdbcTarget server, String settings) {
    try {
      int port = freePort();
      Path configuration = Files.createTempFile(folder, "pgbouncer-", ".ini");
      Path output = Files.createTempFile(folder, "pgbouncer-", ".out");
      URI address = URI.create(server.url().substring("jdbc:".length()));
      Files.writeString(
          configuration,
          """
          [databases]
          pooled = host=127.0.0.1 port=%d dbname=%s user=%s password=%s
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          auth_type = any
          pool_mode = transaction
          default_pool_size = 4
          unix_socket_dir =
          %s
          """
              .formatted(
                  address.getPort(),
                  address.getPath().substring(1),
                  server.user(),
                  server.password().reveal(),
                  port,
                  settings));
      List<String> command = new ArrayList<>(List.of(PROGRAM));
      if (isRoot()) {
        command.addAll(List.of("-u", "nobody"));
      }
      command.add(configuration.toString());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      Concurrency.await(() -> accepts(port) || !process.isAlive());
      if (!process.isAlive()) {
        throw new AssertionError("PgBouncer ended: " + Files.readString(output));
      }
      return new PgBouncer(
          process,
          new JdbcTarget(
              "jdbc:postgresql://127.0.0.1:%d/pooled?sslmode=disable&gssEncMode=disable"
                  .formatted(port),
              server.user(),
              server.password()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          PROGRAM + " cannot be started; ./headland test installs it", e);
    }
  }

  public JdbcTarget target() {
    return target;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
