package io.headland.server.core.leafuser;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An end user of an API owner, for example a grower.
///
/// @param externalId the API owner's id for it
public record LeafUser(
    LeafUserId id,
    String name,
    String email,
    @Nullable String phone,
    @Nullable String address,
    @Nullable String externalId,
    Instant createdAt) {}
