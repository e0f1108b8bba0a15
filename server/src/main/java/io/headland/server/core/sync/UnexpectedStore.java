package io.headland.server.core.sync;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The unexpected values of a run, up to a limit.
public final class UnexpectedStore {
  /// For a run.
  private static final int MAX = 100;

  /// For the same value in different records of one response.
  private static final int MAX_PER_PATH = 5;

  public void add(Handle handle, ApiOwnerId owner, SyncRunId run, List<UnexpectedValue> found) {
    List<UnexpectedValue> values = limited(found);
    if (values.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into sync_run_unexpected_value
                   (api_owner_id, run_id, provider_org_id, kind, record, path, expected)
            select :owner, :run, one.*
              from unnest(:orgs::text[], :kinds::text[], :records::text[], :paths::text[],
                          :expected::text[]) as one
             limit greatest(0, :max - (select count(*)
                                          from sync_run_unexpected_value
                                         where api_owner_id = :owner
                                           and run_id = :run))
            on conflict do nothing
            """)
        .bind("owner", owner)
        .bind("run", run)
        .bind("orgs", texts(values, UnexpectedValue::providerOrgId))
        .bind("kinds", texts(values, UnexpectedValue::kind))
        .bind("records", texts(values, UnexpectedValue::record))
        .bind("paths", texts(values, UnexpectedValue::path))
        .bind("expected", texts(values, UnexpectedValue::expected))
        .bind("max", MAX)
        .execute();
  }

  static List<UnexpectedValue> list(Handle handle, ApiOwnerId owner, SyncRunId run) {
    return handle
        .createQuery(
            """
            select provider_org_id, kind, record, path, expected
              from sync_run_unexpected_value
             where api_owner_id = :owner
               and run_id = :run
             order by provider_org_id, kind, record, path
             limit :max
            """)
        .bind("owner", owner)
        .bind("run", run)
        .bind("max", MAX)
        .map(
            (row, _) ->
                new UnexpectedValue(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .list();
  }

  private static List<UnexpectedValue> limited(List<UnexpectedValue> found) {
    Map<String, Integer> countByPath = new HashMap<>();
    List<UnexpectedValue> limited = new ArrayList<>();
    for (UnexpectedValue value : found) {
      String recordPath = value.kind() + value.path().replaceAll("\\[\\d+\\]", "[]");
      if (countByPath.merge(recordPath, 1, Integer::sum) <= MAX_PER_PATH && limited.size() < MAX) {
        limited.add(value);
      }
    }
    return limited;
  }

  private static String[] texts(
      List<UnexpectedValue> values, Function<UnexpectedValue, String> text) {
    return values.stream().map(text).toArray(String[]::new);
  }
}
