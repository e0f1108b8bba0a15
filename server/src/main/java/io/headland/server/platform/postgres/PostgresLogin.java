package io.headland.server.platform.postgres;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.files.OwnerOnly;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/// Port and password of the embedded PostgreSQL, stored with its data so that the next start finds
/// a database that is still running, and `owner create` one that a server uses.
record PostgresLogin(int port, Secret password) {
  static final String USER = "headland";
  private static final String FILE = "postgres.properties";

  static PostgresLogin generate(int port, RandomGenerator random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return new PostgresLogin(port, Secret.of(HexFormat.of().formatHex(bytes)));
  }

  static Optional<PostgresLogin> find(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var stored = new Properties();
    stored.load(new StringReader(Files.readString(file)));
    return Optional.of(
        new PostgresLogin(
            Integer.parseInt(stored.getProperty("port", "")),
            Secret.of(stored.getProperty("password", ""))));
  }

  void save(Path dataDir) throws IOException {
    OwnerOnly.write(
        dataDir.resolve(FILE), "port=%d%npassword=%s%n".formatted(port, password.reveal()));
  }

  PostgresLogin withPort(int other) {
    return new PostgresLogin(other, password);
  }

  JdbcTarget target() {
    return new JdbcTarget(
        "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable&gssEncMode=disable"
            .formatted(port),
        USER,
        password);
  }
}
