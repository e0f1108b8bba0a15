package io.headland.simulator.johndeere;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import io.headland.simulator.johndeere.connections.ConnectionPages;
import io.headland.simulator.johndeere.connections.Connections;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.oauth.AuthorizationServer;
import io.headland.simulator.johndeere.oauth.GrantRegistry;
import io.headland.simulator.johndeere.oauth.Sessions;
import io.headland.simulator.johndeere.platform.PlatformApi;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The simulated John Deere. Its three hosts (sign-in, connections, API) share one address here and
/// are distinguished by the first segment of the path.
public final class JohnDeere implements Site, AutoCloseable {
  private final GrantRegistry grants;
  private final Connections connections;
  private final AuthorizationServer authorizationServer;
  private final DataSubscriptions events;
  private final PlatformApi platform;
  private final ConnectionPages pages;

  public JohnDeere(LiveWorld live, InstantSource clock, long seed) {
    IdGenerator idGenerator = new IdGenerator(seed);
    Sessions sessions = new Sessions(live, idGenerator);
    grants = new GrantRegistry(live, clock, idGenerator);
    connections = new Connections(live, grants, clock);
    authorizationServer = new AuthorizationServer(grants, sessions, idGenerator);
    events = new DataSubscriptions(live, clock);
    platform = new PlatformApi(live, grants, connections, events, clock, idGenerator);
    pages = new ConnectionPages(live, sessions, connections);
  }

  @Override
  public Response respond(Request request) {
    if (AuthorizationServer.owns(request)) {
      return authorizationServer.respond(request);
    }
    return ConnectionPages.owns(request) ? pages.respond(request) : platform.respond(request);
  }

  @Override
  public Response failure(Request request, int status) {
    return AuthorizationServer.owns(request)
        ? authorizationServer.failure(status)
        : platform.failure(status);
  }

  @Override
  public void expireToken(Request request) {
    request.bearer().ifPresent(grants::expire);
  }

  @Override
  public Caller caller(Request request) {
    if (AuthorizationServer.owns(request)) {
      return new Caller(authorizationServer.clientKey(request).orElse(""), "");
    }
    return request
        .bearer()
        .flatMap(grants::findLive)
        .map(token -> new Caller(token.clientKey(), token.userName().orElse("")))
        .orElse(Caller.UNKNOWN);
  }

  @Override
  public String recordsKey(Request request) {
    return "values";
  }

  @Override
  public Optional<Request> pageBefore(Request request, JsonNode page) {
    for (JsonNode link : page.path("links")) {
      if (link.path("rel").asString().equals("previousPage")) {
        String uri = link.path("uri").asString();
        return Optional.of(request.to(uri.substring(uri.indexOf("/platform/"))));
      }
    }
    return Optional.empty();
  }

  public GrantRegistry grants() {
    return grants;
  }

  public Connections connections() {
    return connections;
  }

  public DataSubscriptions events() {
    return events;
  }

  @Override
  public void close() {
    events.close();
  }
}
