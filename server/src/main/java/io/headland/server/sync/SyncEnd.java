package io.headland.server.sync;

/// How a run ends.
record SyncEnd(SyncRunState state, SyncCounts counts, int providerCalls, String failure) {}
