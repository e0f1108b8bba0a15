package io.headland.server.api.explain;

import io.headland.server.api.organization.OrganizationProblems;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.explain.ExplainRules;
import io.headland.server.core.explain.Explainer;
import io.headland.server.core.explain.ExplanationTarget;
import io.headland.server.core.explain.Facts;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Explains why a record is present or absent.
public final class ExplainResource {
  private static final String EXPLAIN = "/services/headland/api/explain";

  private final Explainer explanations;
  private final ExplainRules rules;
  private final Providers providers;

  public ExplainResource(Explainer explanations, ExplainRules rules, Providers providers) {
    this.explanations = explanations;
    this.rules = rules;
    this.providers = providers;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", EXPLAIN, this::explain);
  }

  private Response explain(ApiOwnerId owner, Request request) {
    Facts facts =
        explanations
            .find(target(owner, request))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.rule(404, "user", "userNotFound", "There is no such Leaf user.")));
    return Response.ok(ExplanationView.of(facts, rules.explain(facts)));
  }

  private ExplanationTarget target(ApiOwnerId owner, Request request) {
    AccountKey account = new AccountKey(owner, leafUser(request), provider(request));
    String organization = text(request, "providerOrgId").orElse("");
    for (Map.Entry<String, ExplanationTarget.Subject> parameter : records().entrySet()) {
      Optional<String> id = text(request, parameter.getKey());
      if (id.isPresent()) {
        return new ExplanationTarget(account, parameter.getValue(), id.get(), organization);
      }
    }
    return organization.isEmpty()
        ? new ExplanationTarget(account, ExplanationTarget.Subject.ACCOUNT, "", "")
        : new ExplanationTarget(
            account, ExplanationTarget.Subject.ORGANIZATION, organization, organization);
  }

  /// The most specific first.
  private static Map<String, ExplanationTarget.Subject> records() {
    Map<String, ExplanationTarget.Subject> records = new LinkedHashMap<>();
    records.put("fieldId", ExplanationTarget.Subject.FIELD);
    records.put("providerFieldId", ExplanationTarget.Subject.PROVIDER_FIELD);
    records.put("farmId", ExplanationTarget.Subject.FARM);
    records.put("growerId", ExplanationTarget.Subject.GROWER);
    return records;
  }

  private static LeafUserId leafUser(Request request) {
    String text =
        request
            .query("leafUserId")
            .orElseThrow(() -> bad("The query parameter leafUserId is required."));
    return LeafUserId.parse(text)
        .orElseThrow(() -> bad("The query parameter leafUserId must be a UUID."));
  }

  private Provider provider(Request request) {
    return request
        .query("provider")
        .flatMap(Provider::ofWireName)
        .filter(providers::canCall)
        .orElseThrow(
            () ->
                new ProblemException(
                    OrganizationProblems.providerNotSupported(providers.callable())));
  }

  /// PostgreSQL does not support NUL, so no id contains one.
  private static Optional<String> text(Request request, String name) {
    return request.query(name).map(value -> value.replace("\0", ""));
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
