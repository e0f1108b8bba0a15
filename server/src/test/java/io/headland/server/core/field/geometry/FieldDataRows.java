package io.headland.server.core.field.geometry;

import io.headland.server.api.field.ProviderGeometries;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/// Growers, farms, fields and boundaries of one organization, as a sync stores them.
public final class FieldDataRows {
  private static final AtomicLong MILLIS = new AtomicLong(1_774_000_000_000L);

  /// Each id has a separate millisecond: ids sort in the order of their creation.
  private static final UuidGenerator IDS =
      new UuidGenerator(() -> Instant.ofEpochMilli(MILLIS.incrementAndGet()), new Random(7));

  /// Not a small number, because small numbers occur in every response.
  private static final AtomicLong NUMBERS = new AtomicLong(730_000_000);

  private final Jdbi jdbi;
  private final ApiOwnerId owner;
  private final UUID leafUser;
  private final String provider;
  private final String org;
  private Instant now = Instant.parse("2026-03-24T09:34:11.759672Z");

  private FieldDataRows(Jdbi jdbi, ApiOwnerId owner, UUID leafUser, String provider, String org) {
    this.jdbi = jdbi;
    this.owner = owner;
    this.leafUser = leafUser;
    this.provider = provider;
    this.org = org;
  }

  /// The stored field data of a selected organization, initially empty.
  public static FieldDataRows open(
      Jdbi jdbi, ApiOwnerId owner, String leafUser, String provider, String org) {
    FieldDataRows rows = new FieldDataRows(jdbi, owner, UUID.fromString(leafUser), provider, org);
    rows.run(
        """
        insert into provider_account (api_owner_id, leaf_user_id, provider)
        values (:owner, :leafUser, :provider)
        on conflict do nothing
        """);
    rows.run(
        """
        insert into provider_organization
               (api_owner_id, leaf_user_id, provider, provider_org_id, name, status, management_uri,
                created_at, updated_at)
        values (:owner, :leafUser, :provider, :org, 'Smith Farms', 'SELECTED', '', :now, :now)
        on conflict do nothing
        """);
    rows.run(
        """
        insert into organization_snapshot
               (api_owner_id, leaf_user_id, provider, provider_org_id, signatures, created_at)
        values (:owner, :leafUser, :provider, :org, '{"all": "abc"}', :now)
        """);
    return rows;
  }

  /// The stored records that a Leaf user created through the API, initially empty.
  public static FieldDataRows created(Jdbi jdbi, ApiOwnerId owner, String leafUser) {
    FieldDataRows rows = new FieldDataRows(jdbi, owner, UUID.fromString(leafUser), "Leaf", "");
    rows.run(
        """
        insert into organization_snapshot
               (api_owner_id, leaf_user_id, provider, provider_org_id, created_at)
        values (:owner, :leafUser, :provider, :org, :now)
        """);
    return rows;
  }

  /// The time of all later changes.
  public FieldDataRows at(String time) {
    now = Instant.parse(time);
    return this;
  }

  public long grower(String providerId, String name) {
    long id = NUMBERS.incrementAndGet();
    run(
        """
        insert into grower
               (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id, id, name,
                created_at, updated_at)
        values (:owner, :leafUser, :provider, :org, ?, ?, ?, :now, :now)
        """,
        providerId,
        id,
        name);
    count("grower_total", 1);
    return id;
  }

  public long farm(String providerId, String name, String providerGrowerId) {
    long id = NUMBERS.incrementAndGet();
    run(
        """
        insert into farm
               (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id, id, name,
                provider_grower_id, created_at, updated_at)
        values (:owner, :leafUser, :provider, :org, ?, ?, ?, ?, :now, :now)
        """,
        providerId,
        id,
        name,
        providerGrowerId);
    count("farm_total", 1);
    return id;
  }

  public UUID field(
      String providerId,
      String name,
      String providerFarmId,
      String providerGrowerId,
      FieldStatus status) {
    UUID id = IDS.next();
    run(
        """
        insert into field
               (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id, name,
                provider_farm_id, provider_grower_id, status, created_at, updated_at)
        values (:owner, :leafUser, :provider, :org, ?, ?, ?, ?, ?, ?, :now, :now)
        """,
        key(providerId, id),
        id,
        name,
        providerFarmId,
        providerGrowerId,
        status.name());
    count("field_total", 1);
    return id;
  }

  /// Records created through the API have their own id as the provider's id.
  private String key(String providerId, UUID id) {
    return provider.equals("Leaf") ? id.toString() : providerId;
  }

  public UUID field(String providerId, String name) {
    return field(providerId, name, "", "", FieldStatus.PROCESSED);
  }

  public UUID boundary(
      String providerId, String providerFieldId, BoundaryStatus status, double hectares) {
    UUID id = IDS.next();
    BoundaryShape shape = BoundaryShape.of(ProviderGeometries.round(5), hectares, true);
    run(
        """
        insert into field_boundary
               (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id,
                provider_field_id, id, status, geometry, bounds, hectares, validity, problems, digest,
                created_at, updated_at)
        values (:owner, :leafUser, :provider, :org, ?, ?, ?, ?, ?, ?::box, ?, ?, '', '', :now, :now)
        """,
        key(providerId, id),
        providerFieldId,
        id,
        status.name(),
        shape.geometry(),
        Bounds.of(shape.geometry()).orElseThrow().toBox(),
        shape.hectares(),
        shape.validity().name());
    return id;
  }

  /// An upload that created nothing.
  public String upload() {
    UUID id = IDS.next();
    run(
        """
        insert into field_upload (api_owner_id, id, leaf_user_id, file_name, status, created_at)
        values (:owner, ?, :leafUser, 'fields.zip', 'FAILED', :now)
        """,
        id);
    return id.toString();
  }

  /// An upload of an archive without bytes.
  public String archiveUpload() {
    UUID id = IDS.next();
    run(
        """
        insert into archive_upload
               (api_owner_id, id, leaf_user_id, provider, file_name, metadata, size_in_bytes, created_at, expires_at)
        values (:owner, ?, :leafUser, 'Other', 'harvest.zip', '', 1000, :now, '2126-01-01T00:00:00Z')
        """,
        id);
    return id.toString();
  }

  /// An uploaded archive with one machine file.
  public String batch() {
    UUID id = IDS.next();
    run(
        """
        insert into batch
               (api_owner_id, id, leaf_user_id, provider, file_name, size_in_bytes, digest, status, created_at, updated_at)
        values (:owner, ?, :leafUser, 'Other', 'harvest.zip', 1, '\\x00', 'PROCESSED', :now, :now)
        """,
        id);
    run(
        """
        insert into machine_file
               (api_owner_id, id, leaf_user_id, provider, origin, batch_id, source_name, format, status, size_in_bytes,
                created_at, updated_at)
        values (:owner, gen_random_uuid(), :leafUser, 'Other', 'UPLOADED', ?, 'harvest', 'SHAPEFILE', 'PROCESSED', 1, :now, :now)
        """,
        id);
    return id.toString();
  }

  /// Removes a record, as a sync does when the provider has removed it.
  public void remove(String table, Object id) {
    run(
        """
        update <table>
           set removed_at = :now
         where api_owner_id = :owner
           and id = ?
        """
            .replace("<table>", table),
        id);
    count(table + "_total", -1);
  }

  public void hide() {
    run(
        """
        update provider_organization
           set status = 'PREVIEW', updated_at = :now
         where api_owner_id = :owner and leaf_user_id = :leafUser and provider = :provider
           and provider_org_id = :org
        """);
  }

  public String signatures() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select signatures::text from organization_snapshot
                     where api_owner_id = :owner and leaf_user_id = :leafUser
                       and provider = :provider and provider_org_id = :org
                    """)
                .bind("owner", owner.value())
                .bind("leafUser", leafUser)
                .bind("provider", provider)
                .bind("org", org)
                .mapTo(String.class)
                .one());
  }

  private void count(String column, int by) {
    run(
        """
        update organization_snapshot
           set <column> = <column> + ?
         where api_owner_id = :owner and leaf_user_id = :leafUser and provider = :provider
           and provider_org_id = :org
        """
            .replace("<column>", column),
        by);
  }

  /// A statement of this organization; each `?` stands for one of the values.
  private void run(String sql, Object... values) {
    String named = sql;
    for (int i = 0; i < values.length; i++) {
      named = named.replaceFirst("\\?", ":v" + i);
    }
    String statement = named;
    jdbi.useHandle(
        handle -> {
          Update update =
              handle
                  .createUpdate(statement)
                  .bind("owner", owner.value())
                  .bind("leafUser", leafUser)
                  .bind("provider", provider)
                  .bind("org", org)
                  .bind("now", now);
          for (int i = 0; i < values.length; i++) {
            update.bind("v" + i, values[i]);
          }
          update.execute();
        });
  }
}
