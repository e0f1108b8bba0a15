package io.headland.server.core.batch;

import io.headland.server.platform.id.LeafUserId;
import java.util.Optional;

/// Which batches a list contains: those that match every given value.
public record BatchFilter(
    Optional<LeafUserId> leafUser,
    Optional<BatchProvider> provider,
    Optional<Batch.Status> status) {}
