package io.headland.server.api.sync;

import io.headland.server.core.sync.SyncProgress;
import io.headland.server.core.sync.SyncProgressStore;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunState;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.EventStreams;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Looking at sync runs: those that are over, and one while it is under way.
public final class SyncRunResource {
  static final String ENTITY = "syncRun";

  private static final String RUNS = "/services/headland/api/sync-runs";

  private final SyncRunStore runs;
  private final SyncProgressStore progress;
  private final SyncRunOrganizationStore parts;
  private final EventStreams streams;

  public SyncRunResource(
      SyncRunStore runs,
      SyncProgressStore progress,
      SyncRunOrganizationStore parts,
      EventStreams streams) {
    this.runs = runs;
    this.progress = progress;
    this.parts = parts;
    this.streams = streams;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", RUNS, this::list)
        .owned("GET", RUNS + "/{id}", this::get)
        .owned("GET", RUNS + "/{id}/events", this::follow);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    SyncProgressStore.Filter filter =
        new SyncProgressStore.Filter(leafUser(call), provider(call), state(call));
    return Pages.answer(
        call, request, progress.list(owner, filter, request).map(SyncRunView::brief));
  }

  private static LeafUserId leafUser(Call call) {
    String text =
        call.query("leafUserId")
            .orElseThrow(() -> wrong("The query parameter leafUserId is required."));
    return LeafUserId.parse(text)
        .orElseThrow(() -> wrong("The query parameter leafUserId must be a UUID."));
  }

  private static Optional<Provider> provider(Call call) {
    return call.query("provider")
        .map(
            name ->
                Provider.ofWireName(name)
                    .orElseThrow(() -> wrong("The query parameter provider names no provider.")));
  }

  private static Optional<SyncRunState> state(Call call) {
    return call.query("state")
        .map(
            name ->
                Arrays.stream(SyncRunState.values())
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () -> wrong("The query parameter state names no state of a run.")));
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return SyncRunId.parse(call.path("id"))
        .flatMap(id -> runs.find(owner, id))
        .map(
            run ->
                Answer.ok(
                    SyncRunView.whole(
                        run,
                        parts.list(owner, List.of(run.id())),
                        parts.listUnexpected(owner, run.id()))))
        .orElseThrow(SyncRunResource::notFound);
  }

  private Answer follow(ApiOwnerId owner, Call call) {
    SyncRunId id = SyncRunId.parse(call.path("id")).orElseThrow(SyncRunResource::notFound);
    EventStreams.Watch watch = () -> progress.find(owner, id).map(SyncRunResource::state);
    return streams.follow(owner, call, watch.look().orElseThrow(SyncRunResource::notFound), watch);
  }

  private static EventStreams.State state(SyncProgress at) {
    return new EventStreams.State(SyncRunView.brief(at), at.run().state() != SyncRunState.RUNNING);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "syncRunNotFound", "There is no such sync run."));
  }
}
