package io.headland.server.api.preview;

import io.headland.server.api.organization.OrganizationPath;
import io.headland.server.api.organization.OrganizationProblems;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.preview.StoredScopeStore;
import io.headland.server.core.preview.StoredScopeStore.StoredScope;
import io.headland.server.engine.preview.ScopeCounts;
import io.headland.server.engine.preview.ScopeReader;
import io.headland.server.engine.preview.ScopeReading;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.ProviderFailure;

/// The present field data of an organization at its provider, before it is selected. Stores
/// nothing.
public final class PreviewResource {
  private static final String PREVIEW =
      "/services/headland/api/users/{leafUserId}/{provider}/organizations/{providerOrgId}/preview";

  private final OrganizationPath path;
  private final ProviderOrganizationStore organizations;
  private final StoredScopeStore scopes;
  private final ScopeReader reader;
  private final Configurations configurations;

  public PreviewResource(
      OrganizationPath path,
      ProviderOrganizationStore organizations,
      StoredScopeStore scopes,
      ScopeReader reader,
      Configurations configurations) {
    this.path = path;
    this.organizations = organizations;
    this.scopes = scopes;
    this.reader = reader;
    this.configurations = configurations;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", PREVIEW, this::preview);
  }

  private Response preview(ApiOwnerId owner, Request request) throws InterruptedException {
    AccountKey account = path.account(owner, request);
    ProviderOrganization organization =
        organizations
            .find(account, request.path("providerOrgId"))
            .orElseThrow(() -> new ProblemException(OrganizationProblems.notFound()));
    if (organization.blockedReason() != null) {
      throw new ProblemException(OrganizationProblems.blocked(organization.blockedReason()));
    }
    SyncScope scope = configurations.scope(owner, account.leafUser());
    StoredScope stored = scopes.read(new OrganizationKey(account, organization.providerOrgId()));
    ScopeCounts counts = new ScopeCounts(stored, scope.automaticFixBoundary());
    return switch (reader.read(account, organization, counts)) {
      case ScopeReading.Counted counted ->
          Response.ok(
              PreviewView.of(
                  organization,
                  stored,
                  counted,
                  scope.customDataSync() ? FieldStatus.PREVIEW : FieldStatus.PROCESSED,
                  scope.fieldsAutoSync()));
      case ScopeReading.Refused() -> Response.problem(OrganizationProblems.refused(), request);
      case ScopeReading.NoCredential() ->
          Response.problem(OrganizationProblems.noCredential(), request);
      case ScopeReading.Failed(ProviderFailure failure) ->
          Response.problem(OrganizationProblems.of(failure), request);
    };
  }
}
