package io.headland.server.sync;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.EventStreams;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.LeafUserId;
import io.headland.server.id.SyncRunId;
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
  private final RunPartStore parts;
  private final EventStreams streams;

  public SyncRunResource(
      SyncRunStore runs, SyncProgressStore progress, RunPartStore parts, EventStreams streams) {
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
