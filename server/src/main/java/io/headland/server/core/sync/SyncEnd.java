package io.headland.server.core.sync;

/// How a run ends.
public record SyncEnd(SyncRunState state, SyncCounts counts, int providerCalls, String failure) {}
