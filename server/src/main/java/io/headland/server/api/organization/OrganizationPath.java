package io.headland.server.api.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import java.util.List;

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
  private final boolean strict;

  /// Reads parameters.
  ///
  /// @param providers that can be called: the others have no organizations
  /// @param strict whether sync management is for John Deere only, as Leaf documents it
  public OrganizationPath(Providers providers, boolean strict) {
    this.providers = providers;
    this.strict = strict;
  }

  /// The account that a path names, at any provider that has organizations.
  public AccountKey account(ApiOwnerId owner, Request request) {
    return account(owner, request, providers.callable());
  }

  /// The account that a path of sync management names.
  public AccountKey managedAccount(ApiOwnerId owner, Request request) {
    return account(owner, request, strict ? List.of(Provider.JOHN_DEERE) : providers.callable());
  }

  private static AccountKey account(ApiOwnerId owner, Request request, List<Provider> supported) {
    Provider provider =
        Provider.ofWireName(request.path("provider"))
            .filter(supported::contains)
            .orElseThrow(
                () -> new ProblemException(OrganizationProblems.providerNotSupported(supported)));
    LeafUserId leafUser =
        LeafUserId.parse(request.path("leafUserId"))
            .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
    return new AccountKey(owner, leafUser, provider);
  }
}
