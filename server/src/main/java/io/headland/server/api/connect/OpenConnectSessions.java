package io.headland.server.api.connect;

import io.headland.server.core.connect.ConnectSession;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.id.Uuids;
import java.time.InstantSource;
import java.util.Optional;

/// Finds the connect session of a request, with its link.
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

  /// The connect session in the path, if it belongs to the browser.
  Optional<OpenConnectSession> find(Request request, BrowserSession session) {
    return find(request.path("visitId"), session);
  }

  Optional<OpenConnectSession> find(String visitId, BrowserSession session) {
    return Uuids.parse(visitId)
        .flatMap(id -> visits.findOfSession(id, session.hash(), clock.instant()))
        .flatMap(this::withLink);
  }

  /// The connect session from which this browser was last sent to a provider.
  Optional<OpenConnectSession> findLatest(BrowserSession session) {
    return visits.findLatestOfSession(session.hash(), clock.instant()).flatMap(this::withLink);
  }

  Optional<OpenConnectSession> withLink(ConnectSession visit) {
    return links
        .find(visit.owner(), visit.magicLinkId())
        .map(link -> new OpenConnectSession(visit, link, providers.get(visit.provider())));
  }
}
