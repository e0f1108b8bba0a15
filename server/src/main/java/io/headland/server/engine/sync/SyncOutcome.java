package io.headland.server.engine.sync;

import io.headland.server.core.sync.SyncRun;
import io.headland.server.provider.ProviderFailure;

/// The result of a run for its caller.
public sealed interface SyncOutcome {
  /// The run has ended, or is still in progress.
  record Ran(SyncRun run) implements SyncOutcome {}

  /// The provider rejects the credential.
  record Refused(SyncRun run) implements SyncOutcome {}

  /// The provider could not be read.
  record Failed(SyncRun run, ProviderFailure failure) implements SyncOutcome {}

  /// There is no such Leaf user, or no credential, or it was deleted during the run.
  record NoCredential() implements SyncOutcome {}
}
