package io.headland.server.api.organization;

import io.headland.server.core.organization.BlockedReason;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The problems of requests about provider organizations.
public final class OrganizationProblems {
  private static final String ORGANIZATION = "providerOrganization";
  private static final String CREDENTIALS = "credentials";
  private static final Duration UNREADABLE_RETRY = Duration.ofSeconds(30);

  private OrganizationProblems() {}

  /// The provider is unknown, or Headland cannot call it.
  ///
  /// @param supported the providers that Headland can call
  public static Problem providerNotSupported(List<Provider> supported) {
    return Problem.rule(
        400,
        ORGANIZATION,
        "providerNotSupported",
        "The provider must be one of: "
            + supported.stream().map(Provider::wireName).collect(Collectors.joining(", "))
            + ".");
  }

  public static Problem noCredential() {
    return Problem.rule(
        404,
        CREDENTIALS,
        "credentialsNotFound",
        "There is no such Leaf user, or it has no credentials for this provider.");
  }

  public static Problem refused() {
    return Problem.rule(
        400,
        CREDENTIALS,
        "credentialsUnauthenticated",
        "The provider rejects these credentials; attach new ones.");
  }

  /// The problem for a caller that waited for a failed call to a provider.
  public static Problem of(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Unauthorized _ -> refused();
      case ProviderFailure.ApplicationRefused(_, ProviderError error, Duration wait) ->
          applicationRefused(error, wait);
      case ProviderFailure.Forbidden _, ProviderFailure.NotFound _ ->
          missingPermission("The credentials lack a permission that is required for this.");
      case ProviderFailure.ActionRequired(String actionUri) ->
          missingPermission("The customer must act at the provider first: " + actionUri);
      case ProviderFailure.Throttled(Duration wait) ->
          unavailable("The provider limits the rate of calls.", wait);
      case ProviderFailure.RateLimited(Duration wait) ->
          unavailable("The rate limit of calls to the provider is reached.", wait);
      case ProviderFailure.RefreshPending(String reason, Duration wait) ->
          Problem.rule(503, CREDENTIALS, "refreshPending", reason).withRetryAfter(wait);
      case ProviderFailure.Unavailable(_, Duration wait) ->
          unavailable("The provider is not reachable at present.", wait);
      case ProviderFailure.InvalidResponse _ ->
          unavailable("The provider's response is invalid.", UNREADABLE_RETRY);
    };
  }

  public static Problem notFound() {
    return Problem.rule(
        404,
        ORGANIZATION,
        "providerOrganizationNotFound",
        "There is no such organization. POST …/organizations/sync reads the provider's list"
            + " again.");
  }

  public static Problem blocked(BlockedReason reason) {
    return Problem.rule(
        400,
        ORGANIZATION,
        "organizationBlocked",
        "The organization is BLOCKED ("
            + reason
            + "): repair the access at the provider, then sync. Nothing was changed.");
  }

  static Problem statusNotAllowed() {
    return Problem.rule(
        400, ORGANIZATION, "statusNotAllowed", "The status must be SELECTED or PREVIEW.");
  }

  private static Problem applicationRefused(ProviderError error, Duration wait) {
    String code = error.code().isEmpty() ? "" : " (" + error.code() + ")";
    return Problem.rule(
            503,
            CREDENTIALS,
            "applicationRefused",
            "The provider rejects the application of these credentials"
                + code
                + "; the call will be retried.")
        .withRetryAfter(wait);
  }

  private static Problem missingPermission(String detail) {
    return Problem.rule(400, CREDENTIALS, "credentialsMissingPermission", detail);
  }

  private static Problem unavailable(String detail, Duration wait) {
    return Problem.rule(503, CREDENTIALS, "providerUnavailable", detail).withRetryAfter(wait);
  }
}
