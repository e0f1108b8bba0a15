package io.headland.server.core.sync;

/// The end of a run.
public record SyncEnd(SyncRunState state, SyncCounts counts, int providerCalls, String failure) {}
