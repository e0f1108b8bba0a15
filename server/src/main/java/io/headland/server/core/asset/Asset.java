package io.headland.server.core.asset;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine, implement or operator of a Leaf user.
///
/// @param provider null, with the organization, for one that no provider has listed
/// @param content with a blank id if there is no provider
public record Asset(
    UUID id,
    LeafUserId leafUser,
    AssetOrigin origin,
    @Nullable Provider provider,
    @Nullable String providerOrgId,
    AssetRecord content,
    Instant createdAt,
    Instant updatedAt) {}
