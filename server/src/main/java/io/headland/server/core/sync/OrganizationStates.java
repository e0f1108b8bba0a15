package io.headland.server.core.sync;

import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The organizations of a run by state.
///
/// @param counts the number of organizations; a state without organizations is absent
/// @param claimed whether the worker has claimed one of them
public record OrganizationStates(Map<SyncRunOrganizationState, Integer> counts, boolean claimed) {
  /// The states after an organization was ended by the preceding part `ended` of the same
  /// statement, whose changes the other rows do not show. Parameters: `owner`, `run` and `org`.
  static final String AFTER_END =
      """
      select state, 1, false
        from ended
      union all
      select other.state, count(*)::int
           , other.state = 'RUNNING' and bool_or(other.worker = ended.worker)
        from ended
        join sync_run_organization other
          on other.api_owner_id = :owner
         and other.run_id = :run
         and other.provider_org_id <> :org
       group by other.state
      """;

  public OrganizationStates {
    counts = Map.copyOf(counts);
  }

  /// The states of the organizations of a run.
  public static OrganizationStates of(Handle handle, ApiOwnerId owner, SyncRunId run, int worker) {
    return read(handle
            .createQuery(
                """
                    select state, count(*)::int, state = 'RUNNING' and bool_or(worker = :worker)
                      from sync_run_organization
                     where api_owner_id = :owner
                       and run_id = :run
                     group by state
                    """)
            .bind("owner", owner)
            .bind("run", run)
            .bind("worker", worker))
        .orElseGet(() -> new OrganizationStates(Map.of(), false));
  }

  /// Empty when there is no row.
  static Optional<OrganizationStates> read(Query query) {
    Map<SyncRunOrganizationState, Integer> counts = new EnumMap<>(SyncRunOrganizationState.class);
    List<Boolean> claimed =
        query
            .map(
                (row, _) -> {
                  counts.merge(
                      Columns.get(row, 1, SyncRunOrganizationState.class),
                      row.getInt(2),
                      Integer::sum);
                  return row.getBoolean(3);
                })
            .list();
    return claimed.isEmpty()
        ? Optional.empty()
        : Optional.of(new OrganizationStates(counts, claimed.contains(true)));
  }
}
