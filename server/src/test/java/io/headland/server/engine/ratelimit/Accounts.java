package io.headland.server.engine.ratelimit;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.UUID;

/// Accounts by number.
public final class Accounts {
  private Accounts() {}

  public static AccountKey of(int owner, int leafUser) {
    return new AccountKey(
        new ApiOwnerId(new UUID(0, owner)),
        new LeafUserId(new UUID(0, leafUser)),
        Provider.JOHN_DEERE);
  }
}
