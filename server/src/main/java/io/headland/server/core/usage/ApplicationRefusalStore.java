package io.headland.server.core.usage;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderFailure.ApplicationRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The provider applications that a token endpoint rejects, for each API owner with credentials of
/// them, and the events about it: one when an application is first rejected and one when a token is
/// issued to it again, regardless of the number of credentials.
public final class ApplicationRefusalStore {
  private static final Logger log = LoggerFactory.getLogger(ApplicationRefusalStore.class);

  private final Jdbi jdbi;

  public ApplicationRefusalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public void refused(
      Handle handle,
      AccountKey account,
      String key,
      ApplicationRefused refusal,
      boolean isFirst,
      Instant now) {
    ClientApplication application = ClientApplication.of(account.provider(), key);
    deleteOutdated(handle, account.owner(), now);
    if (update(handle, account, application, refusal, now) || !isFirst) {
      return;
    }
    if (insert(handle, account, application, refusal, now)) {
      ObjectNode data = data(application, refusal.statusCode(), refusal.error());
      write(handle, account, EventType.PROVIDER_APPLICATION_REFUSED, application, data, now);
    }
  }

  public void accepted(AccountKey account, String key, Instant now) {
    ClientApplication application = ClientApplication.of(account.provider(), key);
    try {
      if (!isRefused(account.owner(), application)) {
        return;
      }
      jdbi.useTransaction(
          handle ->
              delete(handle, account, application)
                  .ifPresent(
                      refusal -> {
                        ObjectNode data = data(application, refusal.statusCode(), refusal.error());
                        data.put(
                            "refusedSince",
                            Json.MAPPER.convertValue(refusal.since(), String.class));
                        write(
                            handle,
                            account,
                            EventType.PROVIDER_APPLICATION_RECOVERED,
                            application,
                            data,
                            now);
                      }));
    } catch (RuntimeException e) {
      // The issued token must not be lost because of this; the recovery is recorded with the next
      // one.
      log.warn("The recovery of a provider application could not be stored", e);
    }
  }

  /// Without a transaction: nearly every token is issued to an application that was not rejected.
  private boolean isRefused(ApiOwnerId owner, ClientApplication application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select from application_refusal
                                    where api_owner_id = :owner
                                      and provider = :provider
                                      and application = :application)
                    """)
                .bind("owner", owner)
                .bind("provider", application.provider())
                .bind("application", application.digest())
                .mapTo(Boolean.class)
                .one());
  }

  /// The rejected applications, by their digests.
  public Map<String, ApplicationRefusal> list(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle -> {
          Map<String, ApplicationRefusal> refusals = new HashMap<>();
          handle
              .createQuery(
                  """
                  select application, status_code, error, description, since, last_at
                    from application_refusal
                   where api_owner_id = :owner
                  """)
              .bind("owner", owner)
              .map((row, _) -> refusals.put(row.getString("application"), refusal(row)))
              .list();
          return refusals;
        });
  }

  /// Credentials are retried within hours. An application without a rejection for a day has no
  /// credentials any more.
  private static void deleteOutdated(Handle handle, ApiOwnerId owner, Instant now) {
    handle
        .createUpdate(
            """
            delete from application_refusal
             where api_owner_id = :owner
               and last_at < cast(:now as timestamptz) - interval '1 day'
            """)
        .bind("owner", owner)
        .bind("now", now)
        .execute();
  }

  private static boolean update(
      Handle handle,
      AccountKey account,
      ClientApplication application,
      ApplicationRefused refusal,
      Instant now) {
    return handle
            .createUpdate(
                """
                update application_refusal
                   set status_code = :status
                     , error = :error
                     , description = :description
                     , last_at = :now
                 where api_owner_id = :owner
                   and provider = :provider
                   and application = :application
                """)
            .bind("owner", account.owner())
            .bind("provider", application.provider())
            .bind("application", application.digest())
            .bind("status", refusal.statusCode())
            .bind("error", refusal.error().code())
            .bind("description", refusal.error().description())
            .bind("now", now)
            .execute()
        > 0;
  }

  /// Inserts the rejection.
  ///
  /// @return false when another transaction inserted it meanwhile
  private static boolean insert(
      Handle handle,
      AccountKey account,
      ClientApplication application,
      ApplicationRefused refusal,
      Instant now) {
    return handle
            .createUpdate(
                """
                insert into application_refusal
                       (api_owner_id, provider, application, shown_as, status_code, error, description,
                        since, last_at)
                values (:owner, :provider, :application, :shownAs, :status, :error, :description,
                        :now, :now)
                on conflict (api_owner_id, provider, application) do nothing
                """)
            .bind("owner", account.owner())
            .bind("provider", application.provider())
            .bind("application", application.digest())
            .bind("shownAs", application.shownAs())
            .bind("status", refusal.statusCode())
            .bind("error", refusal.error().code())
            .bind("description", refusal.error().description())
            .bind("now", now)
            .execute()
        > 0;
  }

  private static Optional<ApplicationRefusal> delete(
      Handle handle, AccountKey account, ClientApplication application) {
    return handle
        .createQuery(
            """
            delete from application_refusal
             where api_owner_id = :owner
               and provider = :provider
               and application = :application
            returning status_code, error, description, since, last_at
            """)
        .bind("owner", account.owner())
        .bind("provider", application.provider())
        .bind("application", application.digest())
        .map((row, _) -> refusal(row))
        .findOne();
  }

  private static ApplicationRefusal refusal(ResultSet row) throws SQLException {
    return new ApplicationRefusal(
        row.getInt("status_code"),
        new ProviderError(row.getString("error"), row.getString("description")),
        Columns.get(row, "since", Instant.class),
        Columns.get(row, "last_at", Instant.class));
  }

  private static ObjectNode data(
      ClientApplication application, int statusCode, ProviderError error) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("application", application.shownAs())
            .put("statusCode", statusCode);
    if (!error.code().isEmpty()) {
      data.put("error", error.code());
    }
    if (!error.description().isEmpty()) {
      data.put("errorDescription", error.description());
    }
    return data;
  }

  private static void write(
      Handle handle,
      AccountKey account,
      EventType type,
      ClientApplication application,
      ObjectNode data,
      Instant now) {
    Provider provider = application.provider();
    NewEvent event =
        new NewEvent(
            type, null, provider.wireName(), "provider-application/" + application.digest(), data);
    EventStore.write(handle, account.owner(), List.of(event), now);
  }

  /// A provider application that the token endpoint rejects.
  ///
  /// @param statusCode of the last response
  /// @param since when it was first rejected
  public record ApplicationRefusal(
      int statusCode, ProviderError error, Instant since, Instant lastAt) {}
}
