package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// API owners in the database. The only store whose rows are found without an API owner.
public final class ApiOwnerStore {
  private static final RowMapper<ApiOwner> ROW =
      (row, _) ->
          new ApiOwner(
              Columns.get(row, "id", ApiOwnerId.class),
              row.getString("email"),
              row.getString("password_hash"),
              row.getInt("token_generation"));

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
                    select id, email, password_hash, token_generation
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
                .bind("owner", owner)
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

  /// The generation of the valid tokens of an API owner; empty when there is no such API owner.
  OptionalInt findTokenGeneration(ApiOwnerId owner) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select token_generation from api_owner where id = :owner")
                    .bind("owner", owner)
                    .mapTo(Integer.class)
                    .findOne())
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /// Invalidates all tokens of the API owner with this email.
  ///
  /// @return false when there is none
  public boolean revokeTokens(String email) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update api_owner
                           set token_generation = token_generation + 1
                         where lower(email) = lower(:email)
                        """)
                    .bind("email", email)
                    .execute())
        > 0;
  }

  /// Creates the API owner, or sets another password for the one with this email, which invalidates
  /// its tokens.
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
                                    , token_generation = api_owner.token_generation + 1
                      returning id = :id
                      """)
                  .bind("id", owner.id())
                  .bind("email", owner.email())
                  .bind("hash", owner.passwordHash())
                  .bind("now", now)
                  .mapTo(Boolean.class)
                  .one();
          if (isNew) {
            handle
                .createUpdate("insert into leaf_user_total (api_owner_id) values (:id)")
                .bind("id", owner.id())
                .execute();
          }
          return isNew;
        });
  }
}
