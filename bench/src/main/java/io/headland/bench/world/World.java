package io.headland.bench.world;

import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.ServerSettings;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// A database with data, and what a server requires to use it.
///
/// A folder that was filled before is used again.
public final class World implements AutoCloseable {
  /// Connections of clients to the server, and to PostgreSQL.
  public static final int CONNECTIONS = 32;

  private static final String EMAIL = "bench@example.com";
  private static final String PASSWORD = "bench-password";
  private static final String KEY = "master-key.json";

  private final Path dir;
  private final Scale scale;
  private final JavaProgram program;
  private Optional<Database> database;

  private World(Path dir, Scale scale, JavaProgram program, Database database) {
    this.dir = dir;
    this.scale = scale;
    this.program = program;
    this.database = Optional.of(database);
  }

  /// Opens the folder, and fills its database if it is new.
  public static World open(Path dir, Scale scale, JavaProgram program, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    Files.createDirectories(dir);
    World world = new World(dir, scale, program, Database.start(dir.resolve("database")));
    try {
      if (!Files.exists(world.filled())) {
        progress.accept(
            "loading %,d Leaf users and %,d organizations"
                .formatted(scale.leafUsers(), (long) scale.accounts() * Scale.ORGANIZATIONS));
        world.fill();
      }
      return world;
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      world.close(); // a database without an owner must not continue to run
      throw e;
    }
  }

  public Keys keys() {
    return new Keys(scale);
  }

  public Scale scale() {
    return scale;
  }

  public Database database() {
    return database.orElseThrow();
  }

  /// The id of the API owner that is measured.
  public UUID owner() throws SQLException {
    try (Connection connection = database().connect();
        PreparedStatement query =
            connection.prepareStatement("select id from api_owner where email = ?")) {
      query.setString(1, EMAIL);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("The folder contains data without its API owner");
        }
        return rows.getObject(1, UUID.class);
      }
    }
  }

  /// A server on this database, started as by an operator.
  public ServerProcess startServer() throws IOException, InterruptedException {
    return startServer(program);
  }

  /// A server that reaches this database at another address.
  public ServerProcess startServer(JdbcTarget target) throws IOException, InterruptedException {
    return startServer(program, target);
  }

  public ServerProcess startServerWithoutCache() throws IOException, InterruptedException {
    return startServer(program.withoutCache());
  }

  /// A server with its embedded PostgreSQL, on the same data. The database must be closed.
  public ServerProcess startEmbeddedServer() throws IOException, InterruptedException {
    return startEmbeddedServer(program);
  }

  public ServerProcess startEmbeddedServerWithoutCache() throws IOException, InterruptedException {
    return startEmbeddedServer(program.withoutCache());
  }

  /// Stops the database; only [#startEmbeddedServer] works after that.
  public void closeDatabase() {
    database.ifPresent(Database::close);
    database = Optional.empty();
  }

  @Override
  public void close() {
    closeDatabase();
  }

  private ServerProcess startServer(JavaProgram with) throws IOException, InterruptedException {
    return startServer(with, database().target());
  }

  private ServerProcess startServer(JavaProgram with, JdbcTarget target)
      throws IOException, InterruptedException {
    Path data = dir.resolve("server");
    return ServerProcess.start(
        with, new ServerSettings(data, Optional.of(target), CONNECTIONS, EMAIL, PASSWORD));
  }

  private ServerProcess startEmbeddedServer(JavaProgram with)
      throws IOException, InterruptedException {
    Path own = dir.resolve("database");
    Files.copy(
        dir.resolve("server").resolve(KEY),
        own.resolve(KEY),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    return ServerProcess.start(
        with, new ServerSettings(own, Optional.empty(), CONNECTIONS, EMAIL, PASSWORD));
  }

  /// A first server creates the tables and the API owner.
  private void fill() throws IOException, InterruptedException, SQLException {
    startServer().close();
    try (Connection connection = database().connect()) {
      new Loading(connection, scale).fill(owner());
    }
    Files.createFile(filled());
  }

  private Path filled() {
    return dir.resolve("filled-" + scale.leafUsers());
  }
}
