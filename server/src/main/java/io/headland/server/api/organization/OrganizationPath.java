package io.headland.server.api.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import java.util.List;

/// The paths of provider organizations, and their parameters.
///
/// Two families differ only in the order of two segments: `/organizations/{provider}` calls the
/// provider, `/{provider}/organizations` reads stored organizations. The literal one is registered
/// first.
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
  /// @param strict whether sync management is only for John Deere, as Leaf documents it
  public OrganizationPath(Providers providers, boolean strict) {
    this.providers = providers;
    this.strict = strict;
  }

  /// The account in a path, at any provider with organizations.
  public AccountKey account(ApiOwnerId owner, Request request) {
    return account(owner, request, providers.callable());
  }

  /// The account in a path of sync management.
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
