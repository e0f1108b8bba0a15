package io.headland.server.sync;

import io.headland.server.credential.AccountKey;
import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Page;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.id.SyncRunId;
import io.headland.server.organization.OrganizationPath;
import io.headland.server.organization.OrganizationProblems;
import io.headland.server.organization.OrganizationView;
import io.headland.server.organization.ProviderOrganization;
import io.headland.server.organization.ProviderOrganizationStore;
import io.headland.server.provider.ProviderFailure;
import java.util.List;

/// Starting a sync, and looking at what came of it.
public final class SyncResource {
  private static final String SYNC = OrganizationPath.STORED + "/sync";
  private static final String RUNS = "/services/headland/api/sync-runs";
  private static final String RUN_HEADER = "X-Headland-Sync-Run";
  private static final String STATE_HEADER = "X-Headland-Sync-State";
  private static final String ENTITY = "syncRun";

  private final OrganizationPath path;
  private final SyncRuns syncs;
  private final SyncRunStore runs;
  private final RunPartStore parts;
  private final ProviderOrganizationStore organizations;

  public SyncResource(
      OrganizationPath path,
      SyncRuns syncs,
      SyncRunStore runs,
      RunPartStore parts,
      ProviderOrganizationStore organizations) {
    this.path = path;
    this.syncs = syncs;
    this.runs = runs;
    this.parts = parts;
    this.organizations = organizations;
  }

  /// To be added before the routes of a single organization: `sync` is no organization's id here.
  public void addTo(Routes routes) {
    routes
        .owned("POST", SYNC, this::sync)
        // Leaf's own sample for curl says PATCH.
        .owned("PATCH", SYNC, this::sync)
        .owned("GET", RUNS, this::list)
        .owned("GET", RUNS + "/{id}", this::get);
  }

  private Answer sync(ApiOwnerId owner, Call call) throws InterruptedException {
    AccountKey account = path.account(owner, call);
    PageRequest page = PageRequest.of(call);
    return switch (syncs.run(account, SyncCause.REQUEST, call.flag("force"))) {
      case SyncOutcome.NoCredential() -> Answer.problem(OrganizationProblems.noCredential(), call);
      case SyncOutcome.Refused(SyncRun run) ->
          told(Answer.problem(OrganizationProblems.refused(), call), run);
      case SyncOutcome.Failed(SyncRun run, ProviderFailure failure) ->
          told(Answer.problem(OrganizationProblems.of(failure), call), run);
      case SyncOutcome.Ran(SyncRun run) when run.state() == SyncRunState.GUARDED ->
          told(Answer.problem(guarded(run), call), run);
      case SyncOutcome.Ran(SyncRun run) -> told(organizations(account, call, page), run);
    };
  }

  private Answer organizations(AccountKey account, Call call, PageRequest request) {
    Page<ProviderOrganization> page =
        organizations
            .list(account, request)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.noCredential()));
    return Pages.answer(202, call, request, page.map(OrganizationView::of));
  }

  private static Problem guarded(SyncRun run) {
    return Problem.rule(
        409,
        ENTITY,
        "syncGuarded",
        "The provider's answer would block "
            + run.counts().blocked()
            + " organizations at once, so nothing was changed. Repeat with ?force=true if that is"
            + " right.");
  }

  private static Answer told(Answer answer, SyncRun run) {
    return answer.header(RUN_HEADER, run.id().toString()).header(STATE_HEADER, run.state().name());
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = PageRequest.of(call);
    String text =
        call.query("leafUserId")
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(400, "The query parameter leafUserId is required.")));
    LeafUserId leafUser =
        LeafUserId.parse(text)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(400, "The query parameter leafUserId must be a UUID.")));
    Page<SyncRun> page = runs.list(owner, leafUser, request);
    List<RunPart> all = parts.list(owner, page.items().stream().map(SyncRun::id).toList());
    return Pages.answer(call, request, page.map(run -> SyncRunView.brief(run, of(run, all))));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return SyncRunId.parse(call.path("id"))
        .flatMap(id -> runs.find(owner, id))
        .map(run -> Answer.ok(SyncRunView.whole(run, parts.list(owner, List.of(run.id())))))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.rule(404, ENTITY, "syncRunNotFound", "There is no such sync run.")));
  }

  private static List<RunPart> of(SyncRun run, List<RunPart> parts) {
    return parts.stream().filter(part -> part.run().equals(run.id())).toList();
  }
}
