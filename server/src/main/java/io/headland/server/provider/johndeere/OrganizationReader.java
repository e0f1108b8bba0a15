package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationLookup.ActionRequired;
import io.headland.server.provider.OrganizationLookup.Failed;
import io.headland.server.provider.OrganizationLookup.Found;
import io.headland.server.provider.OrganizationLookup.NotVisible;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;

/// Determines the result of requesting one organization.
final class OrganizationReader {
  private final JohnDeereClient client;
  private final JohnDeereMapper mapper;

  OrganizationReader(JohnDeereClient client, JohnDeereMapper mapper) {
    this.client = client;
    this.mapper = mapper;
  }

  OrganizationLookup read(ProviderSession session, String providerOrgId)
      throws InterruptedException {
    ProviderResponse response = client.organization(session, providerOrgId);
    return response instanceof Complete(int status, _, ResponseBody body) && status == 200
        ? found(body, providerOrgId)
        : missing(JohnDeereFailures.of(response));
  }

  private OrganizationLookup found(ResponseBody body, String providerOrgId) {
    return switch (mapper.organization(body)) {
      case Unreadable(String reason) -> new Failed(new InvalidResponse(reason));
      case Read(OrganizationRecord found) ->
          found.providerOrgId().equals(providerOrgId)
              ? new Found(found)
              : new Failed(new InvalidResponse("an organization other than the requested one"));
    };
  }

  private static OrganizationLookup missing(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.ActionRequired(String actionUri) -> new ActionRequired(actionUri);
      case ProviderFailure.Forbidden _, ProviderFailure.NotFound _ -> new NotVisible();
      case ProviderFailure.Unauthorized _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.RateLimited _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.Throttled _,
          ProviderFailure.Unavailable _,
          ProviderFailure.InvalidResponse _ ->
          new Failed(failure);
    };
  }
}
