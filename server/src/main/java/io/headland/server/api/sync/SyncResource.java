package io.headland.server.api.sync;

import io.headland.server.api.organization.OrganizationPath;
import io.headland.server.api.organization.OrganizationProblems;
import io.headland.server.api.organization.OrganizationView;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.engine.sync.SyncRuns;
import io.headland.server.engine.sync.SyncRuns.SyncOutcome;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.ProviderFailure;

/// Starts syncs.
public final class SyncResource {
  private static final String SYNC = OrganizationPath.STORED + "/sync";
  private static final String RUN_HEADER = "X-Headland-Sync-Run";
  private static final String STATE_HEADER = "X-Headland-Sync-State";

  private final OrganizationPath path;
  private final SyncRuns syncs;
  private final ProviderOrganizationStore organizations;

  public SyncResource(
      OrganizationPath path, SyncRuns syncs, ProviderOrganizationStore organizations) {
    this.path = path;
    this.syncs = syncs;
    this.organizations = organizations;
  }

  /// To be added before the routes of a single organization: `sync` is not the id of an
  /// organization here.
  public void addTo(Routes routes) {
    routes
        .owned("POST", SYNC, this::sync)
        // Leaf's sample for curl uses PATCH.
        .owned("PATCH", SYNC, this::sync);
  }

  private Response sync(ApiOwnerId owner, Request request) throws InterruptedException {
    AccountKey account = path.managedAccount(owner, request);
    PageRequest page = Pages.requested(request);
    return switch (syncs.run(account, SyncCause.REQUEST, request.flag("force"))) {
      case SyncOutcome.NoCredential() ->
          Response.problem(OrganizationProblems.noCredential(), request);
      case SyncOutcome.Refused(SyncRun run) ->
          withRun(Response.problem(OrganizationProblems.refused(), request), run);
      case SyncOutcome.Failed(SyncRun run, ProviderFailure failure) ->
          withRun(Response.problem(OrganizationProblems.of(failure), request), run);
      case SyncOutcome.Ran(SyncRun run) when run.state() == SyncRunState.GUARDED ->
          withRun(Response.problem(guarded(run), request), run);
      case SyncOutcome.Ran(SyncRun run) -> withRun(organizations(account, request, page), run);
    };
  }

  private Response organizations(AccountKey account, Request request, PageRequest pageRequest) {
    Page<ProviderOrganization> page =
        organizations
            .list(account, pageRequest)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
    return Pages.response(202, request, pageRequest, page.map(OrganizationView::of));
  }

  private static Problem guarded(SyncRun run) {
    return Problem.rule(
        409,
        SyncRunResource.ENTITY,
        "syncGuarded",
        "The provider's response would block "
            + run.counts().blocked()
            + " organizations at once, so nothing was changed. Repeat with ?force=true if that is"
            + " right.");
  }

  private static Response withRun(Response response, SyncRun run) {
    return response
        .header(RUN_HEADER, run.id().toString())
        .header(STATE_HEADER, run.state().name());
  }
}
