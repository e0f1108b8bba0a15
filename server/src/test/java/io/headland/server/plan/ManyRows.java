package io.headland.server.plan;

import io.headland.server.platform.id.ApiOwnerId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Fills the tables behind lists with many rows, of which two fifths belong to one Leaf user.
/// Indexes are created after the rows, and foreign keys are not checked.
final class ManyRows {
  private static final Pattern TABLE = Pattern.compile("(?m)^insert into (\\w+)");

  private static final String DESCRIPTION =
      """
      '{"type": "HARVESTED", "originalType": "", "crop": "corn", "units": {}, "machinery": [], "products": [],
        "place": {"grower": "", "farm": "", "field": ""}}'
      """;

  private static final String SUMMARY =
      """
      '{"description": {"type": "HARVESTED", "originalType": "", "crop": "corn", "units": {}, "machinery": [],
                        "products": [], "place": {"grower": "", "farm": "", "field": ""}},
        "points": 1, "area": 400000, "statistics": {}, "totals": {}, "parts": [], "sessions": [],
        "geometry": {"type": "MultiPolygon", "coordinates": []}}'
      """;

  private static final String APP_KEYS =
      """
      '[{"provider": "JohnDeere", "appName": "App", "clientEnvironment": "STAGE"}]'
      """;

  /// A Leaf user with few rows, and one of them.
  private static final int SMALL = 77;

  private static final int ROW_OF_SMALL = 154;

  private final Jdbi jdbi;
  private final int rows;

  ManyRows(Jdbi jdbi, int rows) {
    this.jdbi = jdbi;
    this.rows = rows;
  }

  /// Inserts the rows and collects statistics.
  ///
  /// @param large the API owner with most of the rows
  /// @param small one with few
  void load(ApiOwnerId large, ApiOwnerId small) {
    for (String template : script().split(";\n", -1)) {
      String statement =
          template
              .replace("<rows>", Integer.toString(rows))
              .replace("<users>", Integer.toString(rows / 10))
              .replace("<large>", "'" + large + "'::uuid")
              .replace("<small>", "'" + small + "'::uuid")
              .replace("<description>", DESCRIPTION)
              .replace("<summary>", SUMMARY)
              .replace("<keys>", APP_KEYS);
      Matcher table = TABLE.matcher(statement);
      jdbi.useTransaction(
          handle -> {
            if (table.find()) {
              insert(handle, table.group(1), statement);
            } else {
              execute(handle, statement);
            }
          });
    }
    // The visibility map, which autovacuum creates, makes index-only scans possible.
    jdbi.useHandle(handle -> execute(handle, "vacuum (analyze)"));
  }

  private static void insert(Handle handle, String table, String statement) {
    handle.execute("set local session_replication_role = replica");
    handle.execute("set local maintenance_work_mem = '256MB'");
    List<Index> indexes =
        handle
            .createQuery(
                """
                select indexname, indexdef
                  from pg_indexes
                 where tablename = :table
                   and not exists (select from pg_constraint where conindid = indexname::regclass)
                """)
            .bind("table", table)
            .map((row, _) -> new Index(row.getString(1), row.getString(2)))
            .list();
    indexes.forEach(index -> execute(handle, "drop index " + index.name()));
    execute(handle, statement);
    indexes.forEach(index -> execute(handle, index.definition()));
  }

  private record Index(String name, String definition) {}

  /// Without parameters, which Jdbi would find in time literals and casts.
  private static void execute(Handle handle, String sql) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String script() {
    try (InputStream in = ManyRows.class.getResourceAsStream("/db/many-rows.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A target with the ids of rows in place of its placeholders: those of the Leaf user with two
  /// fifths of all rows.
  String target(String template) {
    return at(template)
        .replace("{big}", id(Kind.LEAF_USER, 1))
        .replace("{organization}", "1")
        .replace("{number}", "1")
        .replace("{field}", id(Kind.FIELD, 1))
        .replace("{boundary}", id(Kind.BOUNDARY, 1))
        .replace("{upload}", id(Kind.UPLOAD, 1))
        .replace("{archive}", id(Kind.ARCHIVE_UPLOAD, 1))
        .replace("{batch}", id(Kind.BATCH, 2))
        .replace("{file}", id(Kind.FILE, 2))
        .replace("{operation}", id(Kind.OPERATION, 2))
        .replace("{provided}", id(Kind.OPERATION, 13))
        .replace("{machine}", id(Kind.ASSET, 2))
        .replace("{implement}", id(Kind.ASSET, 1))
        .replace("{operator}", id(Kind.ASSET, 3))
        .replace("{run}", id(Kind.SYNC_RUN, 1))
        .replace("{event}", id(Kind.EVENT, 1))
        .replace("{link}", id(Kind.MAGIC_LINK, 2));
  }

  /// The same for a Leaf user with few rows. Some of its records belong to others.
  String smallTarget(String template) {
    return at(template)
        .replace("{big}", id(Kind.LEAF_USER, SMALL))
        .replace("{organization}", "U77-2")
        .replace("{number}", Integer.toString(ROW_OF_SMALL))
        .replace("{field}", id(Kind.FIELD, ROW_OF_SMALL))
        .replace("{boundary}", id(Kind.BOUNDARY, ROW_OF_SMALL))
        .replace("{upload}", id(Kind.UPLOAD, ROW_OF_SMALL))
        .replace("{archive}", id(Kind.ARCHIVE_UPLOAD, ROW_OF_SMALL))
        .replace("{batch}", id(Kind.BATCH, ROW_OF_SMALL))
        .replace("{file}", id(Kind.FILE, ROW_OF_SMALL))
        .replace("{operation}", id(Kind.OPERATION, ROW_OF_SMALL))
        .replace("{provided}", id(Kind.OPERATION, 155))
        .replace("{machine}", id(Kind.ASSET, ROW_OF_SMALL))
        .replace("{implement}", id(Kind.ASSET, 157))
        .replace("{operator}", id(Kind.ASSET, 155))
        .replace("{run}", id(Kind.SYNC_RUN, ROW_OF_SMALL))
        .replace("{event}", id(Kind.EVENT, ROW_OF_SMALL))
        .replace("{link}", id(Kind.MAGIC_LINK, ROW_OF_SMALL));
  }

  private String at(String template) {
    return template
        .replace("{user}", id(Kind.LEAF_USER, SMALL))
        .replace("{webhook}", id(Kind.WEBHOOK, 1))
        .replace("{middle}", Integer.toString(rows / 2))
        .replace("{recent}", time(rows - 200))
        .replace("{early}", time(200));
  }

  /// The time of a row.
  private String time(int row) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select at from spread where n = " + row)
                    .mapTo(OffsetDateTime.class)
                    .one())
        .toInstant()
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  /// As `many_id` in the script.
  private static String id(Kind kind, long row) {
    return new UUID(row << 16 | 0x7000, Long.MIN_VALUE | kind.number).toString();
  }

  /// The numbers of the script.
  private enum Kind {
    LEAF_USER(1),
    FIELD(2),
    BOUNDARY(4),
    UPLOAD(5),
    BATCH(7),
    FILE(8),
    OPERATION(9),
    ASSET(11),
    SYNC_RUN(13),
    EVENT(14),
    WEBHOOK(15),
    MAGIC_LINK(16),
    ARCHIVE_UPLOAD(17);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }
}
