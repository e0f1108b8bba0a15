package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;

/// One Leaf user's account at one provider. `bindMethods` of a statement binds `owner`, `leafUser`
/// and `provider`.
public record AccountKey(ApiOwnerId owner, LeafUserId leafUser, Provider provider) {}
