package io.headland.server.api.connect;

import io.headland.server.core.connect.ConnectSession;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.Uuids;
import java.time.InstantSource;
import java.util.Optional;

/// Finds the visit that a request belongs to, with its link.
public final class OpenConnectSessions {
  private final ConnectSessionStore visits;
  private final MagicLinkStore links;
  private final ConsentProviders providers;
  private final InstantSource clock;

  public OpenConnectSessions(
      ConnectSessionStore visits,
      MagicLinkStore links,
      ConsentProviders providers,
      InstantSource clock) {
    this.visits = visits;
    this.links = links;
    this.providers = providers;
    this.clock = clock;
  }

  /// The visit that the path names, for the browser whose it is.
  Optional<OpenConnectSession> find(Request request, BrowserSession session) {
    return find(request.path("visitId"), session);
  }

  Optional<OpenConnectSession> find(String visitId, BrowserSession session) {
    return Uuids.parse(visitId)
        .flatMap(id -> visits.findOfSession(id, session.hash(), clock.instant()))
        .flatMap(this::withLink);
  }

  /// The visit that this browser was sent to a provider from last.
  Optional<OpenConnectSession> findLatest(BrowserSession session) {
    return visits.findLatestOfSession(session.hash(), clock.instant()).flatMap(this::withLink);
  }

  Optional<OpenConnectSession> withLink(ConnectSession visit) {
    return links
        .find(visit.owner(), visit.magicLinkId())
        .map(link -> new OpenConnectSession(visit, link, providers.get(visit.provider())));
  }
}
