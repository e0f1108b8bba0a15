package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;

/// One organization of one account, the key of its snapshot. `bindMethods` of a statement binds
/// `owner`, `leafUser`, `provider` and `org`.
public record OrganizationKey(AccountKey account, String providerOrgId) {
  public ApiOwnerId owner() {
    return account.owner();
  }

  public LeafUserId leafUser() {
    return account.leafUser();
  }

  public Provider provider() {
    return account.provider();
  }

  /// The id of the organization at the provider.
  public String org() {
    return providerOrgId;
  }
}
