package io.headland.server.sync;

import io.headland.server.field.LandCounts;
import io.headland.server.field.Tally;
import io.headland.server.provider.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far a run is: what its parts come to together.
///
/// @param organizations to be read
/// @param done organizations that have been read, or could not be
/// @param partCalls calls to the provider beside those for the list of organizations
record SyncProgress(SyncRun run, LandCounts counts, int organizations, int done, int partCalls) {

  static SyncProgress of(SyncRun run, List<RunPart> parts) {
    return new SyncProgress(
        run,
        parts.stream().map(RunPart::counts).reduce(LandCounts.NONE, LandCounts::plus),
        parts.size(),
        (int) parts.stream().filter(part -> part.state().isOver()).count(),
        parts.stream().mapToInt(RunPart::providerCalls).sum());
  }

  /// Calls to the provider, those for the list of organizations included.
  int providerCalls() {
    return run.providerCalls() + partCalls;
  }

  /// Counts by the name of the kind of record that responses and events have, in the order of
  /// names.
  SortedMap<String, Tally> countsByName() {
    return byName(counts);
  }

  static SortedMap<String, Tally> byName(LandCounts counts) {
    SortedMap<String, Tally> named = new TreeMap<>();
    counts.byKind().forEach((kind, tally) -> named.put(name(kind), tally));
    return named;
  }

  private static String name(RecordKind kind) {
    return switch (kind) {
      case GROWER, FARM, FIELD -> kind.name().toLowerCase(Locale.ROOT) + "s";
      case BOUNDARY -> "boundaries";
    };
  }
}
