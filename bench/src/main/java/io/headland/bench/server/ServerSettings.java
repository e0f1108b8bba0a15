package io.headland.bench.server;

import io.headland.server.platform.jdbc.JdbcTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of a server; all others have their defaults.
///
/// @param database the PostgreSQL to use; absent for the server's own
/// @param poolSize connections to PostgreSQL: as many as the reference has
/// @param more settings by the names of their environment variables
public record ServerSettings(
    Path dataDir,
    Optional<JdbcTarget> database,
    int poolSize,
    String email,
    String password,
    Map<String, String> more) {

  public ServerSettings(
      Path dataDir, Optional<JdbcTarget> database, int poolSize, String email, String password) {
    this(dataDir, database, poolSize, email, password, Map.of());
  }

  List<String> arguments(int port) {
    return List.of("serve", "--port", Integer.toString(port), "--data-dir", dataDir.toString());
  }

  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    // Most figures are those of field data: each field would cost another call.
    variables.put("HEADLAND_MACHINE_FILES_READ_OPERATIONS", "false");
    variables.putAll(more);
    variables.put("HEADLAND_OWNER_EMAIL", email);
    variables.put("HEADLAND_OWNER_PASSWORD", password);
    variables.put("HEADLAND_DATABASE_POOL_SIZE", Integer.toString(poolSize));
    database.ifPresent(
        target -> {
          variables.put("HEADLAND_DATABASE_URL", target.url());
          variables.put("HEADLAND_DATABASE_USER", target.user());
          variables.put("HEADLAND_DATABASE_PASSWORD", target.password().reveal());
        });
    return variables;
  }
}
