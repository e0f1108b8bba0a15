package io.headland.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// The plans of the statements behind lists: with statistics of a large API owner, PostgreSQL reads
/// a page through indexes. The rows that it read are those of its own counters. The limit does not
/// depend on the number of rows, except of accounts that need attention, whose number is fixed:
/// with `-Dheadland.leafUsers=500000` there are a million of fields, of files and of operations.
class ListPlansIT {
  private static final int LEAF_USERS = Integer.getInteger("headland.leafUsers", 5_000);
  private static final int FIELDS_OF_EACH = 2;

  /// Rows that all lists together may read in one table: a page number is found by skipping at most
  /// a thousand Leaf users, and a page has 20 rows.
  private static final long MOST_ROWS = 4_000;

  private static final List<String> TABLES =
      List.of(
          "leaf_user",
          "credential",
          "credential_event",
          "asset",
          "provider_organization",
          "grower",
          "farm",
          "field",
          "field_boundary",
          "batch",
          "machine_file",
          "machine_file_field",
          "field_operation",
          "field_operation_file",
          "sync_run",
          "event");

  private static final List<String> LISTS =
      List.of(
          "/services/usermanagement/api/users",
          "/services/usermanagement/api/users?sort=name,desc",
          "/services/usermanagement/api/users?sort=externalId",
          "/services/usermanagement/api/users?page=200",
          "/services/usermanagement/api/users/{user}",
          "/services/usermanagement/api/users/{user}/JohnDeere/organizations",
          "/services/usermanagement/api/users/{user}/john-deere-credentials/events",
          "/services/headland/api/users/{user}/JohnDeere/organizations/counts",
          "/services/integrations/api/resources?leafUserId={user}&provider=JohnDeere",
          "/services/beta/api/users/{user}/machines",
          "/services/beta/api/users/{user}/machines?sort=name,desc",
          "/services/fields/api/users/{user}/fields",
          "/services/fields/api/users/{user}/farms",
          "/services/fields/api/users/{user}/growers",
          "/services/fields/api/fields",
          "/services/fields/api/fields?leafUserId={user}",
          "/services/fields/api/fields?name=Field%20777",
          "/services/fields/api/farms",
          "/services/fields/api/growers?leafUserId={user}",
          "/services/fields/api/users/{user}/fields/{field}",
          "/services/fields/api/users/{user}/fields/{field}/boundaries",
          // Not the lists of all files and operations, whose totals are counted.
          "/services/operations/api/batch?leafUserId={user}",
          "/services/operations/api/files?leafUserId={user}",
          "/services/operations/api/files/outsideFieldGeojson?leafUserId={user}",
          "/services/operations/api/files/uncoveredFiles?leafUserId={user}",
          "/services/fields/api/users/{user}/fields/{field}/operations/files",
          "/services/operations/api/operations?leafUserId={user}",
          "/services/operations/api/operations?leafUserId={user}&fieldId={field}",
          "/services/operations/api/operations?fieldId={field}",
          // Not the list of all accounts, whose total is counted.
          "/services/headland/api/accounts?health=BROKEN",
          "/services/headland/api/accounts?health=ATTENTION",
          "/services/headland/api/sync-runs?leafUserId={user}",
          "/services/headland/api/events?after=4000&limit=20");

  @Test
  void listsReadPagesThroughIndexes() {
    try (ServerFixture server = ServerFixture.startWithoutProvider()) {
      fill(withoutTimeouts(server.target()), server.ownerId(ServerFixture.OWNER_EMAIL));
      ApiClient owner = server.owner();
      Map<String, Reads> before = reads(server.jdbi());

      for (String list : LISTS) {
        assertThat(owner.get(path(server.jdbi(), list)).status()).as(list).isEqualTo(200);
      }

      // PostgreSQL publishes the counters of a session some time after its transactions.
      Concurrency.await(
          () -> TABLES.stream().allMatch(table -> read(server.jdbi(), before, table).total() > 0));
      assertThat(TABLES)
          .allSatisfy(
              table -> {
                Reads during = read(server.jdbi(), before, table);
                assertThat(during.sequential()).as("rows of %s read in order", table).isZero();
                assertThat(during.total()).as("rows of %s", table).isLessThan(MOST_ROWS);
              });
    }
  }

  /// @param sequential rows read by sequential scans
  /// @param indexed rows fetched by index scans
  private record Reads(long sequential, long indexed) {
    long total() {
      return sequential + indexed;
    }
  }

  private static Reads read(Jdbi jdbi, Map<String, Reads> before, String table) {
    Reads now = requireNonNull(reads(jdbi).get(table));
    Reads then = requireNonNull(before.get(table));
    return new Reads(now.sequential() - then.sequential(), now.indexed() - then.indexed());
  }

  private static Map<String, Reads> reads(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> {
          Map<String, Reads> reads = new TreeMap<>();
          handle
              .createQuery(
                  """
                  select relname, seq_tup_read, coalesce(idx_tup_fetch, 0)
                    from pg_stat_user_tables
                   where relname = any (:tables)
                  """)
              .bind("tables", TABLES.toArray(String[]::new))
              .map(
                  (row, _) ->
                      reads.put(row.getString(1), new Reads(row.getLong(2), row.getLong(3))))
              .list();
          return reads;
        });
  }

  private static String path(Jdbi jdbi, String list) {
    return list.replace("{user}", one(jdbi, "select id from leaf_user where ordinal = 77"))
        .replace(
            "{field}",
            one(
                jdbi,
                "select f.id from field f join leaf_user u on u.id = f.leaf_user_id where u.ordinal"
                    + " = 77 limit 1"));
  }

  private static String one(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static Jdbi withoutTimeouts(JdbcTarget target) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal());
  }

  private static void fill(Jdbi jdbi, ApiOwnerId owner) {
    jdbi.useTransaction(
        handle -> {
          // Foreign keys are not checked row by row.
          handle.execute("set local session_replication_role = replica");
          for (String statement : STATEMENTS.split(";", -1)) {
            handle
                .createUpdate(statement)
                .define("owner", "'" + owner + "'::uuid")
                .define("users", Integer.toString(LEAF_USERS))
                .define("fields", Integer.toString(FIELDS_OF_EACH))
                .execute();
          }
        });
    jdbi.useHandle(handle -> handle.execute("analyze"));
  }

  private static final String STATEMENTS =
      """
      insert into leaf_user (api_owner_id, id, ordinal, name, email, external_id, created_at, updated_at)
      select <owner>, gen_random_uuid(), n, 'Leaf user ' || n, 'user' || n || '@example.com', 'X' || n, now(), now()
        from generate_series(1, <users>) as n;
      update leaf_user_total set total = <users>, last_ordinal = <users> where api_owner_id = <owner>;
      insert into leaf_user_block (api_owner_id, block, total)
      select <owner>, ordinal / 1000, count(*) from leaf_user group by 2;
      insert into provider_account (api_owner_id, leaf_user_id, provider, organization_total)
      select api_owner_id, id, 'JohnDeere', 1 from leaf_user;
      insert into credential (api_owner_id, leaf_user_id, provider, id, status, settings, secrets, key_id, created_at)
      select api_owner_id, id, 'JohnDeere', gen_random_uuid()
           , case when ordinal % (<users> / 10) = 0 then 'UNAUTHENTICATED' else 'OK' end
           , '{"clientKey": "0oa1", "clientEnvironment": "STAGE"}', '', 'none', now()
        from leaf_user
       where ordinal = 77
          or ordinal > 1000;
      insert into credential_event (api_owner_id, credential_id, id, created_at, method, target, status_code, headers,
                                    body_size, took_millis, failure)
      select api_owner_id, id, gen_random_uuid(), now(), 'GET', '/organizations', 200, '', 2, 1, ''
        from credential, generate_series(1, <fields>);
      insert into asset (api_owner_id, id, leaf_user_id, kind, origin, name, serial_number, vin, model, make, category,
                         model_year, status, created_at, updated_at)
      select api_owner_id, gen_random_uuid(), id, 'MACHINE', 'USER_CREATED', 'Machine ' || n, '', '', '', '', '', '', ''
           , now(), now()
        from leaf_user, generate_series(1, <fields>) as n;
      insert into provider_organization (api_owner_id, leaf_user_id, provider, provider_org_id, name, status,
                                         management_uri, created_at, updated_at)
      select api_owner_id, id, 'JohnDeere', ordinal::text, 'Organization ' || ordinal, 'SELECTED', '', now(), now()
        from leaf_user;
      insert into organization_snapshot (api_owner_id, leaf_user_id, provider, provider_org_id, grower_total, farm_total,
                                         field_total, created_at)
      select api_owner_id, id, 'JohnDeere', ordinal::text, 1, 1, <fields>, now() from leaf_user;
      insert into grower (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id, name, created_at,
                          updated_at)
      select api_owner_id, id, 'JohnDeere', ordinal::text, 'g', 'Grower', now(), now() from leaf_user;
      insert into farm (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id, name, provider_grower_id,
                        created_at, updated_at)
      select api_owner_id, id, 'JohnDeere', ordinal::text, 'm', 'Farm', 'g', now(), now() from leaf_user;
      insert into field (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id, name,
                         provider_farm_id, provider_grower_id, status, created_at, updated_at)
      select api_owner_id, leaf_user.id, 'JohnDeere', ordinal::text, n::text, gen_random_uuid()
           , 'Field ' || ordinal * <fields> + n, 'm', 'g', 'PROCESSED', now(), now()
        from leaf_user, generate_series(1, <fields>) as n;
      insert into field_boundary (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id,
                                  provider_field_id, id, status, geometry, hectares, validity, digest, created_at,
                                  updated_at)
      select api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, provider_field_id
           , gen_random_uuid(), 'ACTIVE'
           , '{"type":"MultiPolygon","coordinates":[[[[10,50],[10.01,50],[10.01,50.01],[10,50]]]]}', 40, 'VALID', '', now()
           , now()
        from field;
      insert into batch (api_owner_id, id, leaf_user_id, provider, file_name, size_in_bytes, digest, status, created_at,
                         updated_at)
      select api_owner_id, gen_random_uuid(), id, 'Other', 'archive.zip', 1, sha256(id::text::bytea), 'PROCESSED'
           , now(), now()
        from leaf_user;
      insert into machine_file (api_owner_id, id, leaf_user_id, provider, origin, batch_id, source_name, format, status,
                                size_in_bytes, created_at, updated_at)
      select api_owner_id, gen_random_uuid(), leaf_user_id, 'Other', 'UPLOADED', id, n::text, 'SHAPEFILE', 'PROCESSING'
           , 1, now(), now()
        from batch, generate_series(1, <fields>) as n;
      insert into field_operation (api_owner_id, id, leaf_user_id, field_id, type, crop, provider, start_time, end_time,
                                   version, description, summary, rejected_points, created_at, updated_at)
      select api_owner_id, gen_random_uuid(), leaf_user_id, id, 'HARVESTED', 'corn', '', now(), now()
           , gen_random_uuid()
           , '{"type": "HARVESTED", "originalType": "", "crop": "corn", "units": {}, "machinery": [], "products": [],
               "place": {"grower": "", "farm": "", "field": ""}}'
           , '{}', '{}', now(), now()
        from field;
      insert into machine_file_field (api_owner_id, machine_file_id, field_id, points)
      select file.api_owner_id, file.id, field.id, 1
        from machine_file file
        join field on field.leaf_user_id = file.leaf_user_id
         and field.provider_field_id = file.source_name;
      insert into field_operation_file (api_owner_id, field_operation_id, machine_file_id)
      select operation.api_owner_id, operation.id, part.machine_file_id
        from field_operation operation
        join machine_file_field part on part.field_id = operation.field_id;
      insert into sync_run (api_owner_id, id, leaf_user_id, provider, state, cause, forced, started_at, ended_at)
      select api_owner_id, gen_random_uuid(), id, 'JohnDeere'
           , case when ordinal % (<users> / 12) = 0 then 'FAILED' else 'UNCHANGED' end, 'SCHEDULE', false, now(), now()
        from leaf_user;
      insert into event (api_owner_id, id, position, type, leaf_user_id, provider, entity, occurred_at, data)
      select api_owner_id, gen_random_uuid(), ordinal, 'field.created', id, 'JohnDeere'
           , 'field/' || id, now()
           , '{"providerOrgId": "1", "fieldId": "01a22000-0000-7000-8000-000000000005", "name": "Field",
               "status": "PROCESSED"}'
        from leaf_user;
      insert into event_sequence (api_owner_id, last_position) values (<owner>, <users>)
      """;
}
