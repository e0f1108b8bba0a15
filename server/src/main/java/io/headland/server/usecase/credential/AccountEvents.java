package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/// Writes the events of the credential of an account.
final class AccountEvents {
  private AccountEvents() {}

  /// Writes the events that a function creates from the credential and its status, if the account
  /// has a credential.
  static void write(
      Handle handle,
      AccountKey account,
      Instant now,
      BiFunction<CredentialId, CredentialStatus, List<NewEvent>> events) {
    handle
        .createQuery(
            """
            select id, status
              from credential
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bindMethods(account)
        .map(
            (row, _) ->
                events.apply(
                    Columns.get(row, "id", CredentialId.class),
                    Columns.get(row, "status", CredentialStatus.class)))
        .findOne()
        .ifPresent(written -> EventStore.write(handle, account.owner(), written, now));
  }
}
