package io.headland.server.organization;

import io.headland.server.credential.AccountKey;
import io.headland.server.http.Answer;
import io.headland.server.http.BodyReader;
import io.headland.server.http.Call;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import java.time.InstantSource;

/// The stored organizations of an account, and a caller's choice among them.
public final class OrganizationResource {
  private static final String ONE = OrganizationPath.STORED + "/{providerOrgId}";

  private final OrganizationPath path;
  private final ProviderOrganizationStore organizations;
  private final OrganizationChoiceStore choices;
  private final InstantSource clock;

  public OrganizationResource(
      OrganizationPath path,
      ProviderOrganizationStore organizations,
      OrganizationChoiceStore choices,
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
        .owned("PATCH", ONE + "/{status}", (owner, call) -> patch(owner, call, call.path("status")))
        .owned("PATCH", ONE, (owner, call) -> patch(owner, call, statusInBody(call)));
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = PageRequest.of(call);
    return organizations
        .list(path.account(owner, call), request)
        .map(page -> Pages.answer(call, request, page.map(OrganizationView::of)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return organizations
        .find(path.account(owner, call), call.path("providerOrgId"))
        .map(organization -> Answer.ok(OrganizationView.of(organization)))
        .orElseThrow(() -> new ProblemException(OrganizationProblems.notFound()));
  }

  private Answer patch(ApiOwnerId owner, Call call, String wanted) {
    AccountKey account = path.account(owner, call);
    OrganizationStatus choice =
        OrganizationStatus.parse(wanted)
            .filter(status -> status != OrganizationStatus.BLOCKED)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.statusNotAllowed()));
    return choices
        .choose(account, call.path("providerOrgId"), choice, clock.instant())
        .map(organization -> Answer.ok(OrganizationView.of(organization)))
        .orElseGet(() -> Answer.problem(refusal(account, call), call));
  }

  private Problem refusal(AccountKey account, Call call) {
    return organizations
        .find(account, call.path("providerOrgId"))
        .map(ProviderOrganization::blockedReason)
        .map(OrganizationProblems::blocked)
        .orElseGet(OrganizationProblems::notFound);
  }

  private static String statusInBody(Call call) {
    BodyReader body = BodyReader.of("providerOrganization", call.body());
    String status = body.requiredText("status");
    body.refuseInvalid();
    return status;
  }
}
