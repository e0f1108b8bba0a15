package io.headland.server.api.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.time.InstantSource;
import java.util.List;

/// The stored organizations of an account, and a caller's choice among them.
public final class OrganizationResource {
  private static final String ONE = OrganizationPath.STORED + "/{providerOrgId}";

  /// The key of the resource, and the name that Leaf's tables give the parameter of the path.
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

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    return organizations
        .list(path.managedAccount(owner, call), request)
        .map(page -> Pages.answer(call, request, page.map(OrganizationView::of)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return organizations
        .find(path.managedAccount(owner, call), call.path("providerOrgId"))
        .map(organization -> Answer.ok(OrganizationView.of(organization)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.notFound()));
  }

  private Answer patchByPath(ApiOwnerId owner, Call call) {
    return patch(owner, call, call.path("providerOrgId"), call.path("status"));
  }

  /// The status in the body; the organization in the path or, where the path names none, in the
  /// body, too.
  private Answer patchByBody(ApiOwnerId owner, Call call) {
    BodyReader body = BodyReader.of("providerOrganization", call.body());
    String providerOrgId =
        call.findPath("providerOrgId").orElseGet(() -> body.requiredText(body.given(ID_KEYS)));
    String status = body.requiredText("status");
    body.refuseInvalid();
    return patch(owner, call, providerOrgId, status);
  }

  private Answer patch(ApiOwnerId owner, Call call, String providerOrgId, String wanted) {
    AccountKey account = path.managedAccount(owner, call);
    OrganizationStatus choice =
        OrganizationStatus.parse(wanted)
            .filter(status -> status != OrganizationStatus.BLOCKED)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.statusNotAllowed()));
    return choices
        .select(account, providerOrgId, choice, clock.instant())
        .map(organization -> Answer.ok(OrganizationView.of(organization)))
        .orElseGet(() -> Answer.problem(refusal(account, providerOrgId), call));
  }

  private Problem refusal(AccountKey account, String providerOrgId) {
    return organizations
        .find(account, providerOrgId)
        .map(ProviderOrganization::blockedReason)
        .map(OrganizationProblems::blocked)
        .orElseGet(OrganizationProblems::notFound);
  }
}
