package io.headland.server.sync;

import io.headland.server.field.LandCounts;
import java.util.List;

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
}
