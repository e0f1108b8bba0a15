package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import tools.jackson.databind.JsonNode;

/// The calls made with a credential, for the retention.
public final class CredentialEventStore {
  private static final RowMapper<CredentialEvent> ROW =
      (row, _) ->
          new CredentialEvent(
              row.getObject("id", UUID.class),
              new ProviderCall(
                  Columns.get(row, "created_at", Instant.class),
                  row.getString("method"),
                  row.getString("target"),
                  row.getInt("status_code"),
                  headers(row.getString("headers")),
                  row.getLong("body_size"),
                  Duration.ofMillis(row.getLong("took_millis")),
                  row.getString("failure"),
                  new ProviderError(row.getString("error"), row.getString("error_description"))));

  private final Jdbi jdbi;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Duration retention;

  public CredentialEventStore(
      Jdbi jdbi, UuidGenerator ids, InstantSource clock, Duration retention) {
    this.jdbi = jdbi;
    this.ids = ids;
    this.clock = clock;
    this.retention = retention;
  }

  /// A call to be stored.
  ///
  /// @param id in the order of the calls of a node
  public record NewCall(ApiOwnerId owner, CredentialId credential, UUID id, ProviderCall call) {}

  /// A call that was made now.
  public NewCall newCall(ApiOwnerId owner, CredentialId credential, ProviderCall call) {
    return new NewCall(owner, credential, ids.next(), call);
  }

  /// Stores calls of several credentials with one statement, except those of credentials that were
  /// deleted meanwhile. It does not wait for a deletion in progress, which may have to wait for the
  /// other credentials.
  public void insert(List<NewCall> calls) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    with present as (
                      select api_owner_id, id
                        from credential
                       where api_owner_id = any(:owners::uuid[])
                         and id = any(:credentials::uuid[])
                         for key share skip locked)
                    insert into credential_event
                           (api_owner_id, credential_id, id, created_at, method, target, status_code, headers,
                            body_size, took_millis, failure, error, error_description)
                    select made.owner, made.credential, made.id, made.at, made.method, made.target, made.status,
                           made.headers, made.size, made.took, made.failure, made.error, made.description
                      from unnest(:owners::uuid[], :credentials::uuid[], :ids::uuid[], :times::timestamptz[],
                                  :methods::text[], :targets::text[], :statuses::int[], :headers::text[],
                                  :sizes::bigint[], :took::bigint[], :failures::text[], :errors::text[],
                                  :descriptions::text[])
                        as made (owner, credential, id, at, method, target, status, headers, size, took, failure,
                                 error, description)
                      join present
                        on present.api_owner_id = made.owner
                       and present.id = made.credential
                    """)
                .bind("owners", each(calls, NewCall::owner))
                .bind("credentials", each(calls, NewCall::credential))
                .bind("ids", each(calls, NewCall::id))
                .bind("times", each(calls, made -> made.call().at()))
                .bind("methods", each(calls, made -> made.call().method()))
                .bind("targets", each(calls, made -> made.call().target()))
                .bind("statuses", each(calls, made -> made.call().statusCode()))
                .bind(
                    "headers",
                    each(calls, made -> Json.MAPPER.writeValueAsString(made.call().headers())))
                .bind("sizes", each(calls, made -> made.call().bodySize()))
                .bind("took", each(calls, made -> made.call().took().toMillis()))
                .bind("failures", each(calls, made -> made.call().failure()))
                .bind("errors", each(calls, made -> made.call().error().code()))
                .bind("descriptions", each(calls, made -> made.call().error().description()))
                .execute());
  }

  private static String[] each(List<NewCall> calls, Function<NewCall, Object> value) {
    return calls.stream().map(call -> value.apply(call).toString()).toArray(String[]::new);
  }

  /// A page of the stored events.
  public Page<CredentialEvent> list(
      ApiOwnerId owner, CredentialId credential, CredentialEventSort sort, PageRequest request) {
    Instant since = clock.instant().minus(retention);
    return jdbi.withHandle(
        handle -> {
          long total =
              handle
                  .createQuery(
                      """
                      select count(*)
                        from credential_event
                       where api_owner_id = :owner
                         and credential_id = :credential
                         and created_at > :since
                      """)
                  .bind("owner", owner)
                  .bind("credential", credential)
                  .bind("since", since)
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<CredentialEvent> events =
              handle
                  .createQuery(
                      """
                      select *
                        from credential_event
                       where api_owner_id = :owner
                         and credential_id = :credential
                         and created_at > :since
                       order by <order>
                       limit :size
                      offset :offset
                      """)
                  .define("order", sort.orderBy(window.fromTheEnd()))
                  .bind("owner", owner)
                  .bind("credential", credential)
                  .bind("since", since)
                  .bind("size", window.size())
                  .bind("offset", window.skip())
                  .map(ROW)
                  .list();
          return Page.numbered(window.ordered(events), total, request);
        });
  }

  private static Map<String, String> headers(String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(json).properties()) {
      headers.put(entry.getKey(), entry.getValue().stringValue());
    }
    return headers;
  }
}
