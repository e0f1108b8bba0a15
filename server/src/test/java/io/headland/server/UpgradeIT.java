package io.headland.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.apiowner.QuickPasswords;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A database that the baseline created and that contains data is upgraded when the server starts.
class UpgradeIT {
  private static final String BASELINE = "202611281300";
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /// Checksums of the migrations. A released migration is never changed: Flyway refuses a database
  /// to which another version was applied. A new migration gets a line.
  private static final Map<String, Long> CHECKSUMS =
      Map.ofEntries(
          Map.entry("V202611281300__create_schema.sql", 1328378215L),
          Map.entry("V202611282000__add_field_operations.sql", 2510776753L),
          Map.entry("V202611290100__add_assets.sql", 3483060022L),
          Map.entry("V202611290200__add_operation_reprocess.sql", 3924417614L),
          Map.entry("V202611290210__subscribe_to_field_operations.sql", 2629487398L),
          Map.entry("V202611290300__guard_asset_listings.sql", 3572864194L),
          Map.entry("V202611290400__request_listings_during_readings.sql", 3425291165L),
          Map.entry("V202611290500__add_machines_of_operations.sql", 1933383947L),
          Map.entry("V202611290600__request_asset_listings_during_readings.sql", 4294445652L),
          Map.entry("V202611291000__name_missing_scopes.sql", 3846974967L),
          Map.entry("V202611291015__add_merged_files.sql", 681765452L),
          Map.entry("V202611291030__record_refused_subscriptions.sql", 3405734646L),
          Map.entry("V202611291110__add_machines_of_files.sql", 4013421555L),
          Map.entry("V202611291200__assign_files_to_later_fields.sql", 3486451206L),
          Map.entry("V202611291700__compare_with_open_boundary_changes.sql", 2187264924L),
          Map.entry("V202611291730__count_rejected_downloads.sql", 2107991294L),
          Map.entry("V202611291800__add_archive_uploads.sql", 3973557543L),
          Map.entry("V202611292330__rename_unlinked_kinds.sql", 3198885320L),
          Map.entry("V202611300730__add_till_type.sql", 2774625734L),
          Map.entry("V202611300740__index_only_present_records.sql", 564903073L),
          Map.entry("V202611301440__index_lists.sql", 4254457158L),
          Map.entry("V202611301900__update_organizations_in_place.sql", 4131675039L),
          Map.entry("V202611302350__event_outbox.sql", 3846072981L),
          Map.entry("V202612010040__index_files_of_fields.sql", 2042984167L),
          Map.entry("V202612010130__compute_event_ids_from_bytes.sql", 384011153L),
          Map.entry("V202612011700__drop_signature_of_pages.sql", 2906053887L));

  private static final String UNPUBLISHED_EVENT =
      """
      insert into event (api_owner_id, id, type, leaf_user_id, provider, entity, occurred_at, data)
      values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000099',
              'field.created', '01a22000-0000-7000-8000-000000000002', 'JohnDeere',
              'field/01a22000-0000-7000-8000-000000000098', '2026-11-28 08:02+00',
              '{"providerOrgId": "4711", "fieldId": "01a22000-0000-7000-8000-000000000098",
                "name": "South 40", "status": "PROCESSED"}')
      """;

  /// Tables without rows in the baseline: their contents are encrypted with the key of a node, and
  /// a server with a different key does not start.
  private static final Set<String> ENCRYPTED = Set.of("encryption_key", "token_key");

  @Test
  void aMigrationIsNotChangedAfterItWasAdded() throws IOException {
    Map<String, Long> actual = new TreeMap<>();
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.toList()) {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        actual.put(file.getFileName().toString(), checksum.getValue());
      }
    }
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(CHECKSUMS);
  }

  @Test
  void eachTableOfTheBaselineHasARow() {
    Jdbi database = databaseOfTheBaseline();

    assertThat(rows(database)).hasSizeGreaterThan(40);
    assertThat(rows(database))
        .allSatisfy(
            (table, rows) -> {
              if (ENCRYPTED.contains(table)) {
                assertThat(rows).isZero();
              } else {
                assertThat(rows).as(table).isPositive();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/services/usermanagement/api/users",
        "/services/usermanagement/api/users/01a22000-0000-7000-8000-000000000002",
        "/services/fields/api/fields",
        "/services/fields/api/farms",
        "/services/fields/api/growers",
        "/services/headland/api/webhooks",
        "/services/headland/api/events"
      })
  void whatWasStoredIsListedAfterTheUpgrade(String path) {
    assertThat(Upgraded.CLIENT.get(path).body())
        .containsAnyOf(
            "Rosa Lindqvist", "North 40", "Home farm", "orders.example.com", "field.created");
  }

  @Test
  void noRowIsLostInAnUpgrade() {
    // The server adds rows when it starts, for example its token key.
    assertThat(Upgraded.ROWS_BEFORE)
        .allSatisfy(
            (table, rows) ->
                assertThat(Upgraded.ROWS_AFTER.get(table)).as(table).isGreaterThanOrEqualTo(rows));
  }

  @Test
  void anEventThatWasNotPublishedBeforeTheUpgradeIsPublishedOnce() {
    Concurrency.await(() -> Upgraded.events().size() > 1);

    List<JsonNode> events = Upgraded.events();
    assertThat(events).extracting(event -> event.path("sequence").longValue()).startsWith(1L, 2L);
    JsonNode event = events.get(1);
    assertThat(event.path("type").stringValue()).isEqualTo("field.created");
    assertThat(event.path("timestamp").stringValue()).startsWith("2026-11-28T08:02:00");
    assertThat(event.at("/data/name").stringValue()).isEqualTo("South 40");
    assertThat(events)
        .filteredOn(each -> each.at("/data/name").asString("").equals("South 40"))
        .hasSize(1);
  }

  private static Jdbi databaseOfTheBaseline() {
    return filled(TestDatabase.createEmpty());
  }

  private static Jdbi filled(JdbcTarget target) {
    Flyway.configure()
        .dataSource(target.url(), target.user(), target.password().reveal())
        .locations("classpath:db/migration")
        .target(BASELINE)
        .load()
        .migrate();
    Jdbi database = Jdbi.create(target.url(), target.user(), target.password().reveal());
    database.useTransaction(handle -> handle.createScript(text("/db/baseline-rows.sql")).execute());
    return database;
  }

  private static Map<String, Long> rows(Jdbi database) {
    return database.withHandle(
        handle -> {
          Map<String, Long> rows = new TreeMap<>();
          for (String table : tables(handle)) {
            rows.put(
                table, handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
          }
          return rows;
        });
  }

  private static List<String> tables(Handle handle) {
    return handle
        .createQuery(
            """
            select table_name
              from information_schema.tables
             where table_schema = 'public'
               and table_name <> 'flyway_schema_history'
            """)
        .mapTo(String.class)
        .list();
  }

  private static String text(String resource) {
    try (InputStream in = Objects.requireNonNull(UpgradeIT.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A server with a database that it upgraded when it started.
  private static final class Upgraded {
    static final Map<String, Long> ROWS_BEFORE;
    static final Map<String, Long> ROWS_AFTER;
    static final ApiClient CLIENT;

    static List<JsonNode> events() {
      return CLIENT
          .get("/services/headland/api/events")
          .json()
          .path("items")
          .valueStream()
          .toList();
    }

    static {
      JdbcTarget target = TestDatabase.createEmpty();
      Jdbi database = filled(target);
      ROWS_BEFORE = rows(database);
      database.useHandle(handle -> handle.execute(UNPUBLISHED_EVENT));
      ServerFixture server =
          ServerFixture.restart(target, ServerFixture.NO_PROVIDER, config -> config);
      ROWS_AFTER = rows(server.jdbi());
      QuickPasswords.createOrReset(
          server.jdbi(),
          new ApiOwnerId(UUID.randomUUID()),
          ServerFixture.OWNER_EMAIL,
          Secret.of(ServerFixture.OWNER_PASSWORD),
          Instant.parse("2026-11-28T09:00:00Z"));
      CLIENT = server.owner();
    }
  }
}
