package io.headland.server.apiowner;

import io.headland.server.id.ApiOwnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// API owners in the database. The only store whose rows are found without knowing the API owner:
/// this is where one is found.
public final class ApiOwnerStore {
  private static final RowMapper<ApiOwner> ROW =
      (row, _) ->
          new ApiOwner(
              new ApiOwnerId(row.getObject("id", UUID.class)),
              row.getString("email"),
              row.getString("password_hash"));

  private final Jdbi jdbi;

  public ApiOwnerStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<ApiOwner> findByEmail(String email) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, email, password_hash
                      from api_owner
                     where lower(email) = lower(:email)
                    """)
                .bind("email", email)
                .map(ROW)
                .findOne());
  }

  public Optional<String> findEmail(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select email from api_owner where id = :owner")
                .bind("owner", owner.value())
                .mapTo(String.class)
                .findOne());
  }

  public boolean isEmpty() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select not exists (select from api_owner)")
                .mapTo(Boolean.class)
                .one());
  }

  /// Creates the API owner, or gives the one with this email another password.
  ///
  /// @return whether it is new
  public boolean createOrReset(ApiOwner owner, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          boolean isNew =
              handle
                  .createQuery(
                      """
                      insert into api_owner (id, email, password_hash, created_at)
                      values (:id, :email, :hash, :now)
                      on conflict (lower(email))
                        do update set password_hash = excluded.password_hash
                      returning id = :id
                      """)
                  .bind("id", owner.id().value())
                  .bind("email", owner.email())
                  .bind("hash", owner.passwordHash())
                  .bind("now", now)
                  .mapTo(Boolean.class)
                  .one();
          if (isNew) {
            handle
                .createUpdate("insert into leaf_user_total (api_owner_id) values (:id)")
                .bind("id", owner.id().value())
                .execute();
          }
          return isNew;
        });
  }
}
