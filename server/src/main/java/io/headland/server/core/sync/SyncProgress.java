package io.headland.server.core.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.provider.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The progress of a run: the sums over its organizations.
///
/// @param organizations number of organizations to be read
/// @param done organizations that have been read, or could not be read
/// @param partCalls calls to the provider besides those for the list of organizations
public record SyncProgress(
    SyncRun run, FieldDataCounts counts, int organizations, int done, int partCalls) {

  public static SyncProgress of(SyncRun run, List<SyncRunOrganization> runOrganizations) {
    return new SyncProgress(
        run,
        runOrganizations.stream()
            .map(SyncRunOrganization::counts)
            .reduce(FieldDataCounts.NONE, FieldDataCounts::plus),
        runOrganizations.size(),
        (int)
            runOrganizations.stream()
                .filter(runOrganization -> runOrganization.state().isOver())
                .count(),
        runOrganizations.stream().mapToInt(SyncRunOrganization::providerCalls).sum());
  }

  /// Calls to the provider, including those for the list of organizations.
  public int providerCalls() {
    return run.providerCalls() + partCalls;
  }

  /// Counts by the name of the kind of record in responses and events, in the order of names.
  SortedMap<String, RecordCounts> countsByName() {
    return byName(counts);
  }

  public static SortedMap<String, RecordCounts> byName(FieldDataCounts counts) {
    SortedMap<String, RecordCounts> named = new TreeMap<>();
    counts.byKind().forEach((kind, ofKind) -> named.put(name(kind), ofKind));
    return named;
  }

  private static String name(RecordKind kind) {
    return switch (kind) {
      case GROWER, FARM, FIELD -> kind.name().toLowerCase(Locale.ROOT) + "s";
      case BOUNDARY -> "boundaries";
    };
  }
}
