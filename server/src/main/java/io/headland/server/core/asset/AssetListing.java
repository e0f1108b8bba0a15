package io.headland.server.core.asset;

import io.headland.server.provider.AssetKind;
import io.headland.server.provider.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of the listing of the assets of one kind of an organization.
///
/// @param listedAt when it was last read; null when it has not been
/// @param dueAt when it is read next; null for the next sync
/// @param failure why it could not be read, or assets that it lacks were kept; blank otherwise
/// @param missing the number of assets that the guard kept
public record AssetListing(
    Provider provider,
    String providerOrgId,
    AssetKind kind,
    @Nullable Instant listedAt,
    @Nullable Instant dueAt,
    String failure,
    int missing) {}
