package io.headland.server.core.health;

import java.util.Optional;

/// The rules of an account's health, as conditions on `credential`.
final class AccountHealthSql {
  private static final String LOST =
      """
      status = 'BLOCKED'
      and blocked_reason <> 'CREDENTIAL_REVOKED'
      and (earlier_status is not null or blocked_reason in ('CUSTOMER_ACTION_REQUIRED', 'SCOPE_MISSING'))
      """;

  /// Accounts that somebody should look at, unless their credential is worse. Each of the three is
  /// found by an index of its own.
  private static final String TROUBLED =
      """
      select leaf_user_id, provider
        from credential
       where api_owner_id = :owner
         and status = 'TEMPORARILY_UNAVAILABLE'
       union
      select leaf_user_id, provider
        from provider_organization
       where api_owner_id = :owner
         and <lost>
       union
      select leaf_user_id, provider
        from sync_run as run
       where api_owner_id = :owner
         and state in ('FAILED', 'GUARDED', 'PARTIAL')
         and not exists (select
                           from sync_run as later
                          where later.api_owner_id = :owner
                            and later.leaf_user_id = run.leaf_user_id
                            and later.provider = run.provider
                            and later.id > run.id
                            and later.state <> 'RUNNING')
      """
          .replace("<lost>", LOST);

  private AccountHealthSql() {}

  static String lost() {
    return LOST;
  }

  /// The accounts of a health, of which every page and every total begins; all when there is none.
  static String from(Optional<AccountHealth> health) {
    return switch (health.orElse(null)) {
      case null -> "credential where api_owner_id = :owner";
      case OK ->
          "credential where api_owner_id = :owner and status = 'OK'"
              + " and (leaf_user_id, provider) not in ("
              + TROUBLED
              + ")";
      case ATTENTION ->
          "("
              + TROUBLED
              + ") as failed_calls join credential using (leaf_user_id, provider)"
              + " where api_owner_id = :owner and status in ('OK', 'TEMPORARILY_UNAVAILABLE')";
      case BROKEN ->
          "credential where api_owner_id = :owner"
              + " and status in ('UNAUTHENTICATED', 'MISSING_PERMISSION')";
      case UNVERIFIED -> "credential where api_owner_id = :owner and status = 'UNVERIFIED'";
    };
  }

  static String matches(AccountFilter filter) {
    return (filter.provider().isPresent() ? " and provider = :provider" : "")
        + (filter.leafUser().isPresent() ? " and leaf_user_id = :leafUser" : "");
  }
}
