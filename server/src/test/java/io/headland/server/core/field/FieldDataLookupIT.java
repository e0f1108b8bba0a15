package io.headland.server.core.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rows that PostgreSQL reads to store a page of an organization without statistics, as during
/// its first reading, according to its own counters.
class FieldDataLookupIT {
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));
  private static final LeafUserId LEAF_USER = new LeafUserId(new UUID(0, 2));
  private static final OrganizationKey ORGANIZATION =
      new OrganizationKey(new AccountKey(OWNER, LEAF_USER, Provider.JOHN_DEERE), "1001");
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Shape SHAPE = triangle(10.01);
  private static final Shape CHANGED_SHAPE = triangle(10.02);

  private static final int STEP = 500;

  /// The trees of the indexes reach two levels below this number of rows.
  private static final int MANY = 20_000;

  private static final int PAGE = 10;

  /// Each of the four kinds of records is read once by each of a few statements.
  private static final long MOST_ROWS = 4L * 5 * PAGE;

  private static final String ACCOUNT =
      """
      alter table grower set (autovacuum_enabled = false);
      alter table farm set (autovacuum_enabled = false);
      alter table field set (autovacuum_enabled = false);
      alter table field_boundary set (autovacuum_enabled = false);
      insert into api_owner (id, email, password_hash, created_at)
      values ('<owner>', 'owner@example.com', '', now());
      insert into leaf_user (api_owner_id, id, ordinal, name, email, created_at, updated_at)
      values ('<owner>', '<user>', 1, 'A grower', 'g@example.com', now(), now());
      insert into provider_account (api_owner_id, leaf_user_id, provider)
      values ('<owner>', '<user>', 'JohnDeere');
      insert into organization_snapshot (api_owner_id, leaf_user_id, provider, provider_org_id, created_at)
      values ('<owner>', '<user>', 'JohnDeere', '1001', now());
      """
          .replace("<owner>", OWNER.toString())
          .replace("<user>", LEAF_USER.toString());

  /// Records whose ids are in no order.
  private static final String RECORDS =
      """
      with added as (
        select '<owner>'::uuid as api_owner_id, '<user>'::uuid as leaf_user_id, 'JohnDeere' as provider
             , '1001' as provider_org_id, record, boundary, digest, gen_random_uuid() as id
             , now() as created_at, now() as updated_at
          from unnest(:records, :boundaries, :digests) as records (record, boundary, digest))
      , growers as (
        insert into grower (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id
                          , name, created_at, updated_at)
        select api_owner_id, leaf_user_id, provider, provider_org_id, record
             , 'A grower', created_at, updated_at
          from added)
      , farms as (
        insert into farm (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id
                        , name, provider_grower_id, created_at, updated_at)
        select api_owner_id, leaf_user_id, provider, provider_org_id, record
             , 'A farm', record, created_at, updated_at
          from added)
      , fields as (
        insert into field (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id
                         , name, provider_farm_id, provider_grower_id, status, created_at, updated_at)
        select api_owner_id, leaf_user_id, provider, provider_org_id, record, id
             , 'A field', record, record, 'PROCESSED', created_at, updated_at
          from added)
      insert into field_boundary (api_owner_id, leaf_user_id, provider, provider_org_id
                                , provider_boundary_id, provider_field_id, id, status, geometry, hectares
                                , validity, digest, created_at, updated_at)
      select api_owner_id, leaf_user_id, provider, provider_org_id
           , boundary, record, id, 'ACTIVE', '{}', 1
           , 'VALID', digest, created_at, updated_at
        from added
      """
          .replace("<owner>", OWNER.toString())
          .replace("<user>", LEAF_USER.toString());

  private Database database;
  private FieldDataWriteStore store;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    UuidGenerator ids = new UuidGenerator(InstantSource.fixed(NOW), new Random(7));
    store = new FieldDataWriteStore(ids, new BoundaryWriteStore(ids));
    database.jdbi().useHandle(handle -> handle.createScript(ACCOUNT).execute());
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void aPageReadsOnlyItsRecordsAtEachSizeOfTheOrganization() {
    for (int rows = 0; rows < MANY; rows += STEP) {
      add(rows);
      int stored = rows + STEP;
      for (boolean unread : List.of(true, false)) {
        assertThat(rowsReadBy(stored, unread))
            .as("rows read with %d stored ones, never read completely: %s", stored, unread)
            .isLessThan(MOST_ROWS);
      }
    }
  }

  /// From a size at which PostgreSQL's check of the foreign key of earlier geometries prefers the
  /// index of both columns to another one that begins with the API owner.
  @Test
  void aPageWithChangedRecordsReadsOnlyItsRecordsAtEachSizeOfTheOrganization() {
    add(0);
    for (int rows = STEP; rows < MANY; rows += STEP) {
      add(rows);
      int stored = rows + STEP;
      assertThat(rowsRead(records(stored - PAGE, stored, " renamed", CHANGED_SHAPE), false))
          .as("rows read with %d stored ones", stored)
          .isLessThan(MOST_ROWS);
    }
  }

  @Test
  void aPageWithReplacedBoundariesReadsOnlyItsRecordsAtEachSizeOfTheOrganization() {
    for (int rows = 0; rows < MANY; rows += STEP) {
      add(rows);
      int stored = rows + STEP;
      List<FieldDataRecord> records = new ArrayList<>();
      for (int i = stored - PAGE; i < stored; i++) {
        records.add(new FieldRecord(id(i), "A field", id(i), id(i)));
        records.add(new BoundaryRecord(boundaryId(MANY + i), id(i), SHAPE, 0));
      }
      assertThat(rowsRead(records, false))
          .as("rows read with %d stored ones", stored)
          .isLessThan(MOST_ROWS);
    }
  }

  /// Of a page with unchanged records and as many new ones.
  private long rowsReadBy(int stored, boolean unread) {
    return rowsRead(records(stored - PAGE / 2, stored + PAGE / 2, "", SHAPE), unread);
  }

  private static List<FieldDataRecord> records(int from, int to, String suffix, Shape shape) {
    List<FieldDataRecord> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String field = id(i);
      records.add(new GrowerRecord(field, "A grower" + suffix));
      records.add(new FarmRecord(field, "A farm" + suffix, field));
      records.add(new FieldRecord(field, "A field" + suffix, field, field));
      records.add(new BoundaryRecord(boundaryId(i), field, shape, 0));
    }
    return records;
  }

  private long rowsRead(List<FieldDataRecord> records, boolean unread) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              // As a connection that prepares the statements now.
              handle.execute("set local plan_cache_mode = force_custom_plan");
              long before = rowsRead(handle);
              store.store(
                  handle,
                  ORGANIZATION,
                  new FieldDataPage(records),
                  new StoringRules(false, true, true, unread),
                  NOW);
              long read = rowsRead(handle) - before;
              handle.rollback();
              return read;
            });
  }

  private static long rowsRead(Handle handle) {
    return handle
        .createQuery(
            """
            select sum(seq_tup_read + idx_tup_fetch)
              from pg_stat_xact_user_tables
             where relname in ('grower', 'farm', 'field', 'field_boundary', 'earlier_geometry')
            """)
        .mapTo(Long.class)
        .one();
  }

  private static Shape triangle(double east) {
    return new Shape(
        List.of(
            new Shape.Polygon(
                List.of(
                    new Shape.Ring(
                        true,
                        List.of(
                            new Position(10, 40),
                            new Position(east, 40),
                            new Position(east, 40.01),
                            new Position(10, 40)))))));
  }

  private static String id(int number) {
    return new UUID((long) Integer.reverse(number) << 32, number).toString();
  }

  private static String boundaryId(int number) {
    return new UUID((long) Integer.reverse(number + MANY) << 32, number).toString();
  }

  private void add(int from) {
    String[] records = new String[STEP];
    String[] boundaries = new String[STEP];
    String[] digests = new String[STEP];
    for (int i = 0; i < STEP; i++) {
      records[i] = id(from + i);
      boundaries[i] = boundaryId(from + i);
      digests[i] = HexFormat.of().formatHex(BoundaryShape.digest(records[i], SHAPE, 0));
    }
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(RECORDS)
                    .bind("records", records)
                    .bind("boundaries", boundaries)
                    .bind("digests", digests)
                    .execute());
  }
}
