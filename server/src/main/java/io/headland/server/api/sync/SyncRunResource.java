package io.headland.server.api.sync;

import io.headland.server.core.sync.SyncProgress;
import io.headland.server.core.sync.SyncProgressStore;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.platform.http.EventStreams;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads sync runs, and follows one in progress.
public final class SyncRunResource {
  static final String ENTITY = "syncRun";

  private static final String RUNS = "/services/headland/api/sync-runs";

  private final SyncRunStore runs;
  private final SyncProgressStore progress;
  private final SyncRunOrganizationStore runOrganizations;
  private final EventStreams streams;

  public SyncRunResource(
      SyncRunStore runs,
      SyncProgressStore progress,
      SyncRunOrganizationStore runOrganizations,
      EventStreams streams) {
    this.runs = runs;
    this.progress = progress;
    this.runOrganizations = runOrganizations;
    this.streams = streams;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", RUNS, this::list)
        .owned("GET", RUNS + "/{id}", this::get)
        .owned("GET", RUNS + "/{id}/events", this::follow);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    SyncProgressStore.Filter filter =
        new SyncProgressStore.Filter(leafUser(request), provider(request), state(request));
    return Pages.response(
        request, pageRequest, progress.list(owner, filter, pageRequest).map(SyncRunView::brief));
  }

  private static LeafUserId leafUser(Request request) {
    String text =
        request
            .query("leafUserId")
            .orElseThrow(() -> wrong("The query parameter leafUserId is required."));
    return LeafUserId.parse(text)
        .orElseThrow(() -> wrong("The query parameter leafUserId must be a UUID."));
  }

  private static Optional<Provider> provider(Request request) {
    return request
        .query("provider")
        .map(
            name ->
                Provider.ofWireName(name)
                    .orElseThrow(
                        () ->
                            wrong("The query parameter provider must be the name of a provider.")));
  }

  private static Optional<SyncRunState> state(Request request) {
    return request
        .query("state")
        .map(
            name ->
                Arrays.stream(SyncRunState.values())
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () -> wrong("The query parameter state must be the state of a run.")));
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  private Response get(ApiOwnerId owner, Request request) {
    return SyncRunId.parse(request.path("id"))
        .flatMap(id -> runs.find(owner, id))
        .map(
            run ->
                Response.ok(
                    SyncRunView.complete(
                        run,
                        runOrganizations.list(owner, List.of(run.id())),
                        runOrganizations.listUnexpected(owner, run.id()))))
        .orElseThrow(SyncRunResource::notFound);
  }

  private Response follow(ApiOwnerId owner, Request request) {
    SyncRunId id = SyncRunId.parse(request.path("id")).orElseThrow(SyncRunResource::notFound);
    EventStreams.Watch watch = () -> progress.find(owner, id).map(SyncRunResource::state);
    return streams.follow(
        owner, request, watch.read().orElseThrow(SyncRunResource::notFound), watch);
  }

  private static EventStreams.State state(SyncProgress at) {
    return new EventStreams.State(SyncRunView.brief(at), at.run().state() != SyncRunState.RUNNING);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "syncRunNotFound", "There is no such sync run."));
  }
}
