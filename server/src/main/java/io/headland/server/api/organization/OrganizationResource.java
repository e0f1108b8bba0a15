package io.headland.server.api.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.time.InstantSource;
import java.util.List;

/// The stored organizations of an account, and the change of their status.
public final class OrganizationResource {
  private static final String ONE = OrganizationPath.STORED + "/{providerOrgId}";

  /// The key of the resource, and the name of the path's parameter in Leaf's tables.
  private static final List<String> ID_KEYS = List.of("providerOrgId", "id", "provider_org_id");

  private final OrganizationPath path;
  private final ProviderOrganizationStore organizations;
  private final SelectOrganizations choices;
  private final InstantSource clock;

  public OrganizationResource(
      OrganizationPath path,
      ProviderOrganizationStore organizations,
      SelectOrganizations choices,
      InstantSource clock) {
    this.path = path;
    this.organizations = organizations;
    this.choices = choices;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", OrganizationPath.STORED, this::list)
        .owned("GET", ONE, this::get)
        .owned("PATCH", ONE + "/{status}", this::patchByPath)
        .owned("PATCH", ONE, this::patchByBody)
        .owned("PATCH", OrganizationPath.STORED, this::patchByBody);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return organizations
        .list(path.managedAccount(owner, request), pageRequest)
        .map(page -> Pages.response(request, pageRequest, page.map(OrganizationView::of)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
  }

  private Response get(ApiOwnerId owner, Request request) {
    return organizations
        .find(path.managedAccount(owner, request), request.path("providerOrgId"))
        .map(organization -> Response.ok(OrganizationView.of(organization)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.notFound()));
  }

  private Response patchByPath(ApiOwnerId owner, Request request) {
    return patch(owner, request, request.path("providerOrgId"), request.path("status"));
  }

  /// The status in the body; the organization in the path or, if the path has none, in the body.
  private Response patchByBody(ApiOwnerId owner, Request request) {
    BodyReader body = BodyReader.of("providerOrganization", request.body());
    String providerOrgId =
        request.findPath("providerOrgId").orElseGet(() -> body.requiredText(body.given(ID_KEYS)));
    String status = body.requiredText("status");
    body.refuseInvalid();
    return patch(owner, request, providerOrgId, status);
  }

  private Response patch(ApiOwnerId owner, Request request, String providerOrgId, String wanted) {
    AccountKey account = path.managedAccount(owner, request);
    OrganizationStatus choice =
        OrganizationStatus.parse(wanted)
            .filter(status -> status != OrganizationStatus.BLOCKED)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.statusNotAllowed()));
    return choices
        .select(account, providerOrgId, choice, clock.instant())
        .map(organization -> Response.ok(OrganizationView.of(organization)))
        .orElseGet(() -> Response.problem(refusal(account, providerOrgId), request));
  }

  private Problem refusal(AccountKey account, String providerOrgId) {
    return organizations
        .find(account, providerOrgId)
        .map(ProviderOrganization::blockedReason)
        .map(OrganizationProblems::blocked)
        .orElseGet(OrganizationProblems::notFound);
  }
}
