package io.headland.server.credential;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;

/// One Leaf user's account at one provider.
public record AccountKey(ApiOwnerId owner, LeafUserId leafUser, Provider provider) {}
