package io.headland.server.engine.sync;

import io.headland.server.core.sync.SyncRun;
import io.headland.server.provider.ProviderFailure;

/// What a run came to, for whoever waited for it.
public sealed interface SyncOutcome {
  /// The run has ended, or is under way still.
  record Ran(SyncRun run) implements SyncOutcome {}

  /// The provider refuses the credential.
  record Refused(SyncRun run) implements SyncOutcome {}

  /// The provider could not be read.
  record Failed(SyncRun run, ProviderFailure failure) implements SyncOutcome {}

  /// There is no such Leaf user, or no credential, or it went while the run was under way.
  record NoCredential() implements SyncOutcome {}
}
