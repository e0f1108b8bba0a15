package io.headland.server.connect;

import io.headland.server.http.Call;
import io.headland.server.id.Uuids;
import java.time.InstantSource;
import java.util.Optional;

/// Finds the visit that a request belongs to, with its link.
final class OpenVisits {
  private final VisitStore visits;
  private final MagicLinkStore links;
  private final ConsentProviders providers;
  private final InstantSource clock;

  OpenVisits(
      VisitStore visits, MagicLinkStore links, ConsentProviders providers, InstantSource clock) {
    this.visits = visits;
    this.links = links;
    this.providers = providers;
    this.clock = clock;
  }

  /// The visit that the path names, for the browser whose it is.
  Optional<OpenVisit> find(Call call, ConnectSession session) {
    return find(call.path("visitId"), session);
  }

  Optional<OpenVisit> find(String visitId, ConnectSession session) {
    return Uuids.parse(visitId)
        .flatMap(id -> visits.findOfSession(id, session.hash(), clock.instant()))
        .flatMap(this::withLink);
  }

  /// The visit that this browser was sent to a provider from last.
  Optional<OpenVisit> findLatest(ConnectSession session) {
    return visits.findLatestOfSession(session.hash(), clock.instant()).flatMap(this::withLink);
  }

  Optional<OpenVisit> withLink(Visit visit) {
    return links
        .find(visit.owner(), visit.magicLinkId())
        .map(link -> new OpenVisit(visit, link, providers.get(visit.provider())));
  }
}
