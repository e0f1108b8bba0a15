package io.headland.server.api.health;

import io.headland.server.core.health.AccountHealth;
import io.headland.server.core.health.AccountOverviewStore;
import io.headland.server.core.health.AccountOverviewStore.AccountFilter;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The health of all accounts. Added by Headland.
public final class AccountOverviewResource {
  private static final String ACCOUNTS = "/services/headland/api/accounts";

  private final AccountOverviewStore accounts;

  public AccountOverviewResource(AccountOverviewStore accounts) {
    this.accounts = accounts;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", ACCOUNTS, this::list).owned("GET", ACCOUNTS + "/totals", this::totals);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return Pages.response(
        request,
        pageRequest,
        accounts.list(owner, filter(request), pageRequest).map(AccountView::of));
  }

  private Response totals(ApiOwnerId owner, Request request) {
    return Response.ok(accounts.totals(owner, filter(request)));
  }

  private static AccountFilter filter(Request request) {
    return new AccountFilter(
        request
            .query("health")
            .map(
                text ->
                    AccountHealth.parse(text).orElseThrow(AccountOverviewResource::healthNotKnown)),
        request
            .query("provider")
            .map(
                text ->
                    Provider.ofWireName(text)
                        .orElseThrow(AccountOverviewResource::providerNotKnown)),
        request
            .query("leafUserId")
            .map(
                text ->
                    LeafUserId.parse(text).orElseThrow(AccountOverviewResource::leafUserNotAnId)));
  }

  private static ProblemException healthNotKnown() {
    return bad(
        "health must be one of: "
            + Arrays.stream(AccountHealth.values())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
  }

  private static ProblemException providerNotKnown() {
    return bad("provider must be the name of a provider, such as JohnDeere");
  }

  private static ProblemException leafUserNotAnId() {
    return bad("leafUserId must be a UUID");
  }

  private static ProblemException bad(String what) {
    return new ProblemException(Problem.of(400, "The query parameter " + what + "."));
  }
}
