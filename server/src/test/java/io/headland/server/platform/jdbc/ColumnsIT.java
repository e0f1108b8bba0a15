package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.event.EventType;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Values of the program's own types in statements.
class ColumnsIT {
  private static final UUID ID = UUID.fromString("0193b5f0-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.create(1);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void bindsAndReadsIdsTimesAndConstantsByTheirNames() {
    String types =
        database.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select a.*, pg_typeof(id) || ' ' || provider || ' ' || type || ' ' || status as stored
                          from (select :id::uuid as id
                                     , :provider::text as provider
                                     , :type::text as type
                                     , :status::text as status
                                     , :now::timestamptz as at) as a
                        """)
                    .bind("id", new LeafUserId(ID))
                    .bind("provider", Provider.JOHN_DEERE)
                    .bind("type", EventType.FIELD_CREATED)
                    .bind("status", CredentialStatus.MISSING_PERMISSION)
                    .bind("now", NOW)
                    .map(
                        (row, _) -> {
                          assertThat(Columns.get(row, "id", LeafUserId.class))
                              .isEqualTo(new LeafUserId(ID));
                          assertThat(Columns.get(row, 2, Provider.class))
                              .isEqualTo(Provider.JOHN_DEERE);
                          assertThat(Columns.get(row, "type", EventType.class))
                              .isEqualTo(EventType.FIELD_CREATED);
                          assertThat(Columns.get(row, "status", CredentialStatus.class))
                              .isEqualTo(CredentialStatus.MISSING_PERMISSION);
                          assertThat(Columns.get(row, "at", Instant.class)).isEqualTo(NOW);
                          return row.getString("stored");
                        })
                    .one());

    assertThat(types).isEqualTo("uuid JohnDeere field.created MISSING_PERMISSION");
  }

  @Test
  void bindsTheKeyOfAnOrganizationInOneCall() {
    ApiOwnerId owner = new ApiOwnerId(UUID.randomUUID());
    AccountKey account = new AccountKey(owner, new LeafUserId(ID), Provider.TRIMBLE);

    List<String> bound =
        database.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select unnest(array[:owner::text, :leafUser::text, :provider, :org])")
                    .bindMethods(new OrganizationKey(account, "4711"))
                    .mapTo(String.class)
                    .list());

    assertThat(bound).containsExactly(owner.toString(), ID.toString(), "Trimble", "4711");
  }

  @Test
  void readsAColumnThatIsNullOnlyWhereItMayBe() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "select null::uuid as id, null::text as provider, null::timestamptz as at")
                    .map(
                        (row, _) -> {
                          assertThat(Columns.find(row, "id", ApiOwnerId.class) == null).isTrue();
                          assertThat(Columns.find(row, "provider", Provider.class) == null)
                              .isTrue();
                          assertThat(Columns.find(row, "at", Instant.class) == null).isTrue();
                          assertThatThrownBy(() -> Columns.get(row, "at", Instant.class))
                              .isInstanceOf(SQLException.class);
                          return true;
                        })
                    .one());
  }

  @Test
  void mapsASingleColumnToATypeOfTheProgram() {
    Optional<ApiOwnerId> none =
        database.withHandle(
            handle ->
                handle
                    .createQuery("select :id::uuid")
                    .bind("id", (Object) null)
                    .mapTo(ApiOwnerId.class)
                    .findOne());
    Instant time =
        database.withHandle(
            handle ->
                handle
                    .createQuery("select :now::timestamptz")
                    .bind("now", NOW)
                    .mapTo(Instant.class)
                    .one());

    assertThat(none).isEmpty();
    assertThat(time).isEqualTo(NOW);
  }

  @Test
  void refusesANameThatNoConstantHas() {
    assertThatThrownBy(
            () ->
                database.withHandle(
                    handle ->
                        handle
                            .createQuery("select 'JOHN_DEERE' as provider")
                            .map((row, _) -> Columns.get(row, "provider", Provider.class))
                            .one()))
        .hasStackTraceContaining("has no constant JOHN_DEERE");
  }
}
