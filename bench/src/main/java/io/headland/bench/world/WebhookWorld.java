package io.headland.bench.world;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A database and a server that may call webhooks on this machine.
public final class WebhookWorld implements AutoCloseable {
  static final String INSERT =
      """
      insert into event_outbox
             (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
      select owner.id, 'field.updated', gen_random_uuid(), 'JohnDeere', now(), 1
           , array['field/' || field.id]
           , array[jsonb_build_object('fieldId', field.id,
                                      'name', 'North ' || number,
                                      'status', 'PROCESSED',
                                      'providerOrgId', '1234',
                                      'providerFieldId', field.id)]
        from api_owner as owner
       cross join (select gen_random_uuid() as id, number
                     from generate_series(1, ?) as number) as field
       where owner.email = ?
      returning data[1] ->> 'fieldId'
      """;

  private static final int POOL = 16;
  private static final String EMAIL = "bench@example.com";
  private static final String PASSWORD = "bench-password";

  private final Database database;
  private final JavaProgram program;
  private final ServerSettings settings;
  private final ServerProcess server;

  private WebhookWorld(
      Database database, JavaProgram program, ServerSettings settings, ServerProcess server) {
    this.database = database;
    this.program = program;
    this.settings = settings;
    this.server = server;
  }

  public static WebhookWorld open(Path dir, JavaProgram program)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Database database = Database.start(dir.resolve("database"));
    try {
      var settings =
          new ServerSettings(
              dir.resolve("server"),
              Optional.of(database.target()),
              POOL,
              EMAIL,
              PASSWORD,
              Map.of("HEADLAND_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8"));
      return new WebhookWorld(database, program, settings, ServerProcess.start(program, settings));
    } catch (IOException | InterruptedException | RuntimeException e) {
      database.close(); // a database without an owner must not continue to run
      throw e;
    }
  }

  public ServerProcess server() {
    return server;
  }

  /// A client of a new API owner.
  public OwnerClient createOwner(String email) throws IOException, InterruptedException {
    ServerProcess.createOwner(program, settings, email);
    return new OwnerClient(server, server.token(email));
  }

  /// Inserts events of an API owner, each of a different field, with one commit.
  ///
  /// @return the ids of the fields
  public List<String> insertEvents(String email, int count) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, count);
      insert.setString(2, email);
      List<String> fields = new ArrayList<>();
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          fields.add(rows.getString(1));
        }
      }
      return fields;
    }
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
