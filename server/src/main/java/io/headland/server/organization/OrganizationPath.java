package io.headland.server.organization;

import io.headland.server.credential.AccountKey;
import io.headland.server.http.Call;
import io.headland.server.http.ProblemException;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;

/// The paths of provider organizations, and how their parameters are read.
///
/// Two families differ only in the order of two segments: `/organizations/{provider}` asks the
/// provider, `/{provider}/organizations` reads what is stored. The literal one is registered first.
public final class OrganizationPath {
  public static final String LIVE =
      "/services/usermanagement/api/users/{leafUserId}/organizations/{provider}";
  public static final String STORED =
      "/services/usermanagement/api/users/{leafUserId}/{provider}/organizations";

  private final Providers providers;

  /// Reads parameters.
  ///
  /// @param providers that can be called: the others have no organizations
  public OrganizationPath(Providers providers) {
    this.providers = providers;
  }

  public AccountKey account(ApiOwnerId owner, Call call) {
    Provider provider =
        Provider.ofWireName(call.path("provider"))
            .filter(providers::canCall)
            .orElseThrow(
                () ->
                    new ProblemException(
                        OrganizationProblems.providerNotSupported(providers.callable())));
    LeafUserId leafUser =
        LeafUserId.parse(call.path("leafUserId"))
            .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
    return new AccountKey(owner, leafUser, provider);
  }
}
