package io.headland.server.api.organization;

import static java.util.stream.Collectors.toMap;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Changes the status of several organizations of an account. Added by Headland.
public final class BulkChoiceResource {
  private static final String PATH =
      "/services/headland/api/users/{leafUserId}/{provider}/organizations/statuses";

  private static final int MAX = 1_000;

  private final OrganizationPath path;
  private final ProviderOrganizationStore organizations;
  private final SelectOrganizations choices;
  private final InstantSource clock;

  public BulkChoiceResource(
      OrganizationPath path,
      ProviderOrganizationStore organizations,
      SelectOrganizations choices,
      InstantSource clock) {
    this.path = path;
    this.organizations = organizations;
    this.choices = choices;
    this.clock = clock;
  }

  /// The result of the changes.
  ///
  /// @param chosen with their present status, including unchanged ones
  /// @param refused with the reason; these are unchanged
  record View(List<OrganizationView> chosen, List<Refusal> refused) {}

  record Refusal(String providerOrgId, String errorKey, String detail) {
    static Refusal of(String providerOrgId, Problem problem) {
      return new Refusal(
          providerOrgId, String.valueOf(problem.extensions().get("errorKey")), problem.detail());
    }
  }

  public void addTo(Routes routes) {
    routes.owned("POST", PATH, this::choose);
  }

  private Response choose(ApiOwnerId owner, Request request) {
    AccountKey account = path.account(owner, request);
    Map<String, OrganizationStatus> wanted = wanted(request);
    List<ProviderOrganization> chosen = choices.selectAll(account, wanted, clock.instant());
    chosen.forEach(organization -> wanted.remove(organization.providerOrgId()));
    return Response.ok(
        new View(
            chosen.stream().map(OrganizationView::of).toList(),
            wanted.isEmpty() ? List.of() : refusals(account, wanted.keySet())));
  }

  private List<Refusal> refusals(AccountKey account, Set<String> providerOrgIds) {
    Map<String, ProviderOrganization> stored =
        organizations.listAll(account).stream()
            .collect(toMap(ProviderOrganization::providerOrgId, found -> found));
    if (stored.isEmpty()) {
      throw new ProblemException(OrganizationProblems.noCredential());
    }
    return providerOrgIds.stream().map(id -> Refusal.of(id, refusal(stored, id))).toList();
  }

  private static Problem refusal(Map<String, ProviderOrganization> stored, String providerOrgId) {
    return Optional.ofNullable(stored.get(providerOrgId))
        .map(ProviderOrganization::blockedReason)
        .map(OrganizationProblems::blocked)
        .orElseGet(OrganizationProblems::notFound);
  }

  private static Map<String, OrganizationStatus> wanted(Request request) {
    if (!(request.body().path("statuses") instanceof ArrayNode array)
        || array.isEmpty()
        || array.size() > MAX) {
      throw bad("The body's statuses must be an array of 1 to " + MAX + " choices.");
    }
    Map<String, OrganizationStatus> wanted = new LinkedHashMap<>();
    for (JsonNode choice : array) {
      String providerOrgId = choice.path("providerOrgId").asString("");
      if (providerOrgId.isBlank() || providerOrgId.indexOf('\0') >= 0) {
        throw bad("Each of the statuses requires a providerOrgId.");
      }
      OrganizationStatus status =
          OrganizationStatus.parse(choice.path("status").asString(""))
              .filter(parsed -> parsed != OrganizationStatus.BLOCKED)
              .orElseThrow(() -> new ProblemException(OrganizationProblems.statusNotAllowed()));
      if (wanted.putIfAbsent(providerOrgId, status) != null) {
        throw bad("The organization " + providerOrgId + " is listed twice.");
      }
    }
    return wanted;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(
        Problem.rule(400, "providerOrganization", "statusesNotValid", detail));
  }
}
