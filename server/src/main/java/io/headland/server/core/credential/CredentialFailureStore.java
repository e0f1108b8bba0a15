package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The failures of credentials, and the probes of revoked grants.
///
/// A revoked grant is probed about 1, 2, 4, 8, 16 and 32 days after the previous failure, and then
/// no more. While a grant counts as revoked this failure is not replaced by another one.
public final class CredentialFailureStore {
  /// For a query with the alias `c` for credentials.
  static final String COLUMNS =
      "f.kind, f.status_code, f.error, f.description, f.since, f.last_at, f.attempts,"
          + " f.next_probe_at";

  static final String JOIN =
      "left join credential_failure f on f.api_owner_id = c.api_owner_id and f.credential_id ="
          + " c.id";

  private static final int MAX_PROBES = 6;

  private final Jdbi jdbi;

  public CredentialFailureStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Whether a revoked grant is to be probed.
  public sealed interface Probe {
    /// The grant does not count as revoked.
    record NotRevoked() implements Probe {}

    record Due() implements Probe {}

    record NotBefore(Instant at) implements Probe {}

    /// All probes have been made.
    record Over() implements Probe {}
  }

  /// Whether a credential is revoked, and if so whether it is to be probed at a time.
  public Probe findProbe(ApiOwnerId owner, CredentialId credential, Instant now) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select f.next_probe_at
                          from credential c
                          join credential_failure f
                            on f.api_owner_id = c.api_owner_id
                           and f.credential_id = c.id
                         where c.api_owner_id = :owner
                           and c.id = :credential
                           and c.status = 'UNAUTHENTICATED'
                           and f.kind = 'GRANT'
                        """)
                    .bind("owner", owner)
                    .bind("credential", credential)
                    .map((row, _) -> probe(Columns.find(row, "next_probe_at", Instant.class), now))
                    .findOne())
        .orElseGet(Probe.NotRevoked::new);
  }

  private static Probe probe(@Nullable Instant next, Instant now) {
    if (next == null) {
      return new Probe.Over();
    }
    return next.isAfter(now) ? new Probe.NotBefore(next) : new Probe.Due();
  }

  /// The failure before a change.
  public static Optional<CredentialFailure> find(
      Handle handle, AccountKey account, CredentialId id) {
    return handle
        .createQuery(
            """
            select kind, status_code, error, description, since, last_at, attempts, next_probe_at
              from credential_failure
             where api_owner_id = :owner
               and credential_id = :id
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .map((row, _) -> CredentialFailureMapper.read(row))
        .findOne();
  }

  /// Records a failure, or counts the present one. Rejected access tokens count once a minute,
  /// regardless of the number of calls.
  public static void record(
      Handle handle,
      AccountKey account,
      CredentialId id,
      CredentialFailure.Kind kind,
      int statusCode,
      ProviderError error,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into credential_failure as f
                   (api_owner_id, credential_id, kind, status_code, error, description, since, last_at,
                    attempts, next_probe_at)
            select :owner, :id, :kind, :status, :error, :description, :now, :now, 1
                 , case when :kind = 'GRANT' then cast(:now as timestamptz) + interval '1 day' * (0.9 + 0.2 * random()) end
             where exists (select from credential
                            where api_owner_id = :owner
                              and id = :id
                              for key share)
            on conflict (api_owner_id, credential_id)
              do update set kind = excluded.kind
                          , status_code = excluded.status_code
                          , error = excluded.error
                          , description = excluded.description
                          , since = case when f.kind = excluded.kind then f.since else excluded.since end
                          , last_at =
                              case when excluded.kind = 'ACCESS_TOKEN'
                                    and f.kind = 'ACCESS_TOKEN'
                                    and f.last_at > excluded.last_at - interval '1 minute' then f.last_at
                                   else excluded.last_at
                              end
                          , attempts =
                              case when f.kind <> excluded.kind then 1
                                   when excluded.kind = 'ACCESS_TOKEN'
                                    and f.last_at > excluded.last_at - interval '1 minute' then f.attempts
                                   else f.attempts + 1
                              end
                          , probes =
                              case when f.kind = 'GRANT' and f.next_probe_at <= :now then f.probes + 1
                                   else f.probes
                              end
                          , next_probe_at =
                              case when f.kind <> 'GRANT' then excluded.next_probe_at
                                   when f.next_probe_at > :now then f.next_probe_at
                                   when f.probes + 1 < :maxProbes
                                   then cast(:now as timestamptz) + interval '1 day' * power(2, f.probes + 1) * (0.9 + 0.2 * random())
                              end
                      where f.kind <> 'GRANT'
                         or excluded.kind = 'GRANT'
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .bind("kind", kind)
        .bind("status", statusCode)
        .bind("error", error.code())
        .bind("description", error.description())
        .bind("now", now)
        .bind("maxProbes", MAX_PROBES)
        .execute();
  }

  /// The credential is accepted again.
  public static void delete(Handle handle, AccountKey account, CredentialId id) {
    handle
        .createUpdate(
            """
            delete from credential_failure
             where api_owner_id = :owner
               and credential_id = :id
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .execute();
  }

  /// The token endpoint accepts the application again; other failures are kept.
  public static void deleteOfApplication(Handle handle, AccountKey account, CredentialId id) {
    handle
        .createUpdate(
            """
            delete from credential_failure
             where api_owner_id = :owner
               and credential_id = :id
               and kind = 'APPLICATION'
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .execute();
  }
}
