package io.headland.server.core.health;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.Optional;

/// A filter of accounts.
public record AccountFilter(
    Optional<AccountHealth> health, Optional<Provider> provider, Optional<LeafUserId> leafUser) {}
