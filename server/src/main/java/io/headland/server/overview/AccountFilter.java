package io.headland.server.overview;

import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.Optional;

/// Which accounts are wanted.
record AccountFilter(
    Optional<AccountHealth> health, Optional<Provider> provider, Optional<LeafUserId> leafUser) {}
