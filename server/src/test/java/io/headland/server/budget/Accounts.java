package io.headland.server.budget;

import io.headland.server.credential.AccountKey;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.UUID;

/// Accounts by number.
final class Accounts {
  private Accounts() {}

  static AccountKey of(int owner, int leafUser) {
    return new AccountKey(
        new ApiOwnerId(new UUID(0, owner)),
        new LeafUserId(new UUID(0, leafUser)),
        Provider.JOHN_DEERE);
  }
}
