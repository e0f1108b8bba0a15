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
import io.headland.simulator.johndeere.operations.ExportFolder;
import io.headland.simulator.johndeere.operations.ExportJobs;
import io.headland.simulator.johndeere.operations.ExportStorage;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.platform.PlatformApi;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The simulated John Deere. Its hosts (sign-in, connections, API, equipment API, storage of
/// exports) share one address here and are distinguished by the first segment of the path.
public final class JohnDeere implements Site, AutoCloseable {
  private final GrantRegistry grants;
  private final Connections connections;
  private final AuthorizationServer authorizationServer;
  private final DataSubscriptions events;
  private final OperationRegistry operations;
  private final ExportStorage storage;
  private final PlatformApi platform;
  private final ConnectionPages pages;

  public JohnDeere(LiveWorld live, InstantSource clock, long seed, ExportFolder exports) {
    IdGenerator idGenerator = new IdGenerator(seed);
    Sessions sessions = new Sessions(live, idGenerator);
    grants = new GrantRegistry(live, clock, idGenerator);
    connections = new Connections(live, grants, clock);
    authorizationServer = new AuthorizationServer(grants, sessions, idGenerator);
    events = new DataSubscriptions(live, clock);
    operations = new OperationRegistry(live, clock, exports);
    ExportJobs jobs = new ExportJobs(clock, new IdGenerator(seed));
    storage = new ExportStorage(live, operations, jobs);
    platform =
        new PlatformApi(live, grants, connections, events, clock, idGenerator, operations, jobs);
    pages = new ConnectionPages(live, sessions, connections);
  }

  @Override
  public Response respond(Request request) {
    if (AuthorizationServer.owns(request)) {
      return authorizationServer.respond(request);
    }
    if (ExportStorage.owns(request)) {
      return storage.respond(request);
    }
    return ConnectionPages.owns(request) ? pages.respond(request) : platform.respond(request);
  }

  @Override
  public Response failure(Request request, int status) {
    if (ExportStorage.owns(request)) {
      return storage.failure(status);
    }
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

  public OperationRegistry operations() {
    return operations;
  }

  @Override
  public void close() {
    events.close();
  }
}
