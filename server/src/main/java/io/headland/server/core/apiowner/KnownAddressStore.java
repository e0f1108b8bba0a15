package io.headland.server.core.apiowner;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.net.NetworkKey;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// The addresses from which API owners signed in: the newest hundred of each API owner, for 90 days
/// after the last login.
public final class KnownAddressStore {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Duration PRECISION = Duration.ofDays(1);
  private static final int MAX = 100;

  private final Jdbi jdbi;

  public KnownAddressStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  boolean isKnown(ApiOwnerId owner, NetworkKey network, Instant now) {
    return isKnownSince(owner, network, now.minus(RETENTION));
  }

  /// Records a login. The time is stored with a resolution of one day, so that most logins write
  /// nothing.
  void add(ApiOwnerId owner, NetworkKey network, Instant now) {
    if (isKnownSince(owner, network, now.minus(PRECISION))) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into known_address (api_owner_id, network, signed_in_at)
                  values (:owner, :network, :now)
                  on conflict (api_owner_id, network)
                    do update set signed_in_at = excluded.signed_in_at
                  """)
              .bind("owner", owner)
              .bind("network", network.text())
              .bind("now", now)
              .execute();
          handle
              .createUpdate(
                  """
                  delete from known_address
                   where api_owner_id = :owner
                     and (signed_in_at < :oldest
                          or network not in (select network
                                               from known_address
                                              where api_owner_id = :owner
                                              order by signed_in_at desc
                                              limit :max))
                  """)
              .bind("owner", owner)
              .bind("oldest", now.minus(RETENTION))
              .bind("max", MAX)
              .execute();
        });
  }

  private boolean isKnownSince(ApiOwnerId owner, NetworkKey network, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select
                                     from known_address
                                    where api_owner_id = :owner
                                      and network = :network
                                      and signed_in_at > :since)
                    """)
                .bind("owner", owner)
                .bind("network", network.text())
                .bind("since", since)
                .mapTo(Boolean.class)
                .one());
  }
}
