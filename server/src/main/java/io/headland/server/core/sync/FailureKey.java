package io.headland.server.core.sync;

import io.headland.server.provider.ProviderFailure;

/// The keys of failures, which are stored with runs and listings and returned by the API. The same
/// response of a provider has another meaning for the account than for one organization.
public final class FailureKey {
  public static final String CREDENTIALS_NOT_FOUND = "credentialsNotFound";
  public static final String CREDENTIALS_UNAUTHENTICATED = "credentialsUnauthenticated";

  /// A listing of the provider lacks records that it counts.
  public static final String LIST_INCOMPLETE = "listIncomplete";

  /// Too many records would be removed at once.
  public static final String SYNC_GUARDED = "syncGuarded";

  /// Organizations of the run failed.
  public static final String ORGANIZATIONS_FAILED = "organizationsFailed";

  /// The credential was replaced, deleted or moved during the run.
  public static final String CREDENTIAL_REPLACED = "credentialReplaced";

  public static final String INTERNAL_ERROR = "internalError";

  /// The node failed while it read the list of organizations.
  static final String ABANDONED = "abandoned";

  static final String APPLICATION_REFUSED = "applicationRefused";
  static final String REFRESH_PENDING = "refreshPending";
  static final String PROVIDER_UNAVAILABLE = "providerUnavailable";
  static final String PROVIDER_RESPONSE_INVALID = "providerResponseInvalid";

  private FailureKey() {}

  /// The key of a failed call for the account: the refresh of its token, or the list of its
  /// organizations.
  public static String ofAccount(ProviderFailure failure) {
    String permission = "credentialsMissingPermission";
    return of(failure, permission, permission, permission);
  }

  /// The key of a failed call for the records of one organization.
  public static String ofOrganization(ProviderFailure failure) {
    return of(failure, "notPermitted", "customerActionRequired", "organizationNotFound");
  }

  private static String of(
      ProviderFailure failure, String forbidden, String actionRequired, String notFound) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> forbidden;
      case ProviderFailure.ActionRequired _ -> actionRequired;
      case ProviderFailure.NotFound _ -> notFound;
      case ProviderFailure.Unauthorized _ -> CREDENTIALS_UNAUTHENTICATED;
      case ProviderFailure.ApplicationRefused _ -> APPLICATION_REFUSED;
      case ProviderFailure.RefreshPending _ -> REFRESH_PENDING;
      case ProviderFailure.InvalidResponse _ -> PROVIDER_RESPONSE_INVALID;
      case ProviderFailure.RateLimited _,
          ProviderFailure.Throttled _,
          ProviderFailure.Unavailable _ ->
          PROVIDER_UNAVAILABLE;
    };
  }
}
