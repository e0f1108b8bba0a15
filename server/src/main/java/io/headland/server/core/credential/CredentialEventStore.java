package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  /// Records a call, unless its credential was deleted meanwhile.
  public void insert(ApiOwnerId owner, CredentialId credential, ProviderCall call) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into credential_event
                           (api_owner_id, credential_id, id, created_at, method, target, status_code, headers,
                            body_size, took_millis, failure, error, error_description)
                    select :owner, :credential, :id, :at, :method, :target, :status, :headers,
                           :size, :took, :failure, :error, :description
                     where exists (select from credential
                                    where api_owner_id = :owner
                                      and id = :credential
                                      for key share)
                    """)
                .bind("owner", owner)
                .bind("credential", credential)
                .bind("id", ids.next())
                .bind("at", call.at())
                .bind("method", call.method())
                .bind("target", call.target())
                .bind("status", call.statusCode())
                .bind("headers", Json.MAPPER.writeValueAsString(call.headers()))
                .bind("size", call.bodySize())
                .bind("took", call.took().toMillis())
                .bind("failure", call.failure())
                .bind("error", call.error().code())
                .bind("description", call.error().description())
                .execute());
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
                  .define("order", sort.orderBy())
                  .bind("owner", owner)
                  .bind("credential", credential)
                  .bind("since", since)
                  .bind("size", request.size())
                  .bind("offset", request.offset())
                  .map(ROW)
                  .list();
          return Page.numbered(events, total, request);
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
