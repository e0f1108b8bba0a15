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
  private final ConnectSessionStore connectSessions;
  private final MagicLinkStore links;
  private final ConsentProviders providers;
  private final InstantSource clock;

  public OpenConnectSessions(
      ConnectSessionStore connectSessions,
      MagicLinkStore links,
      ConsentProviders providers,
      InstantSource clock) {
    this.connectSessions = connectSessions;
    this.links = links;
    this.providers = providers;
    this.clock = clock;
  }

  /// The connect session in the path, if it belongs to the browser.
  Optional<OpenConnectSession> find(Request request, BrowserSession session) {
    return find(request.path("sessionId"), session);
  }

  Optional<OpenConnectSession> find(String connectSessionId, BrowserSession session) {
    return Uuids.parse(connectSessionId)
        .flatMap(id -> connectSessions.findOfSession(id, session.hash(), clock.instant()))
        .flatMap(this::withLink);
  }

  /// The connect session from which this browser was last sent to a provider.
  Optional<OpenConnectSession> findLatest(BrowserSession session) {
    return connectSessions
        .findLatestOfSession(session.hash(), clock.instant())
        .flatMap(this::withLink);
  }

  Optional<OpenConnectSession> withLink(ConnectSession connectSession) {
    return links
        .find(connectSession.owner(), connectSession.magicLinkId())
        .map(
            link ->
                new OpenConnectSession(
                    connectSession, link, providers.get(connectSession.provider())));
  }
}
