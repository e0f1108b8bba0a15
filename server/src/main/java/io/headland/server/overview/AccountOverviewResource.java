package io.headland.server.overview;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;

/// The health of every account. Added by Headland.
public final class AccountOverviewResource {
  private static final String ACCOUNTS = "/services/headland/api/accounts";

  private final AccountOverviewStore accounts;

  public AccountOverviewResource(AccountOverviewStore accounts) {
    this.accounts = accounts;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", ACCOUNTS, this::list).owned("GET", ACCOUNTS + "/totals", this::totals);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = PageRequest.of(call);
    return Pages.answer(call, request, accounts.list(owner, AccountFilter.of(call), request));
  }

  private Answer totals(ApiOwnerId owner, Call call) {
    return Answer.ok(accounts.totals(owner, AccountFilter.of(call)));
  }
}
