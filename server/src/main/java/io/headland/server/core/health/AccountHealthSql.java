package io.headland.server.core.health;

import io.headland.server.core.health.AccountOverviewStore.AccountFilter;
import java.util.Optional;

/// The rules of an account's health, in the order in which they apply. They are the only
/// definition: a list computes the health of each row with `health`, and selects the rows of one
/// health with `from`, whose conditions have indexes.
final class AccountHealthSql {
  private static final String BROKEN_STATUS = "status in ('UNAUTHENTICATED', 'MISSING_PERMISSION')";
  private static final String UNVERIFIED_STATUS = "status = 'UNVERIFIED'";
  private static final String UNAVAILABLE_STATUS = "status = 'TEMPORARILY_UNAVAILABLE'";
  private static final String NOT_SUCCESSFUL = "state in ('FAILED', 'GUARDED', 'PARTIAL')";

  /// A `BLOCKED` organization whose data was or should be synced, and is not accessible.
  private static final String LOST =
      """
      blocked_reason <> 'CREDENTIAL_REVOKED'
      and (earlier_status is not null or blocked_reason in ('CUSTOMER_ACTION_REQUIRED', 'SCOPE_MISSING'))
      """;

  /// The health of a row of the tables `account` (a credential), `organization` (its number of lost
  /// organizations) and `over` (the last run that ended).
  private static final String HEALTH =
      """
      case when account.<broken> then 'BROKEN'
           when account.<unverified> then 'UNVERIFIED'
           when account.<unavailable> or organization.lost > 0 or over.<not successful> then 'ATTENTION'
           else 'OK'
      end
      """
          .replace("<broken>", BROKEN_STATUS)
          .replace("<unverified>", UNVERIFIED_STATUS)
          .replace("<unavailable>", UNAVAILABLE_STATUS)
          .replace("<not successful>", NOT_SUCCESSFUL);

  /// Accounts that need attention unless their credential is broken or not verified. Each of the
  /// three conditions has an index.
  private static final String ATTENTION =
      """
      select leaf_user_id, provider
        from credential
       where api_owner_id = :owner
         and <unavailable>
       union
      select leaf_user_id, provider
        from provider_organization
       where api_owner_id = :owner
         and <lost>
       union
      select leaf_user_id, provider
        from sync_run as run
       where api_owner_id = :owner
         and <not successful>
         and not exists (select
                           from sync_run as later
                          where later.api_owner_id = :owner
                            and later.leaf_user_id = run.leaf_user_id
                            and later.provider = run.provider
                            and later.id > run.id
                            and later.state <> 'RUNNING')
      """
          .replace("<unavailable>", UNAVAILABLE_STATUS)
          .replace("<lost>", LOST)
          .replace("<not successful>", NOT_SUCCESSFUL);

  private AccountHealthSql() {}

  static String lost() {
    return LOST;
  }

  static String health() {
    return HEALTH;
  }

  /// The accounts with a health, from which every page and every total is read; all if it is empty.
  static String from(Optional<AccountHealth> health) {
    String credentials = "credential where api_owner_id = :owner";
    return switch (health.orElse(null)) {
      case null -> credentials;
      case OK ->
          credentials
              + " and status = 'OK' and (leaf_user_id, provider) not in ("
              + ATTENTION
              + ")";
      case ATTENTION ->
          "("
              + ATTENTION
              + ") as attention join credential using (leaf_user_id, provider)"
              + " where api_owner_id = :owner and (status = 'OK' or "
              + UNAVAILABLE_STATUS
              + ")";
      case BROKEN -> credentials + " and " + BROKEN_STATUS;
      case UNVERIFIED -> credentials + " and " + UNVERIFIED_STATUS;
    };
  }

  static String matches(AccountFilter filter) {
    return (filter.provider().isPresent() ? " and provider = :provider" : "")
        + (filter.leafUser().isPresent() ? " and leaf_user_id = :leafUser" : "");
  }
}
