package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Path;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.connections.Connections;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.oauth.AccessToken;
import io.headland.simulator.johndeere.oauth.GrantRegistry;
import io.headland.simulator.johndeere.operations.ExportJobs;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the route of a call and checks it in the order that was measured without a token: unknown
/// base path, unknown route, wrong method, no token, wrong media type; then the rules of the route.
public final class PlatformApi {
  private final LiveWorld live;
  private final GrantRegistry book;
  private final Errors errors;
  private final Routes<Route> routes;
  private final Routes<Route> equipmentRoutes;

  public PlatformApi(
      LiveWorld live,
      GrantRegistry book,
      Connections connections,
      DataSubscriptions events,
      InstantSource clock,
      IdGenerator idGenerator,
      OperationRegistry operations,
      ExportJobs jobs) {
    this.live = live;
    this.book = book;
    this.errors = new Errors(idGenerator);
    this.routes =
        PlatformRoutes.of(
            live,
            connections,
            events,
            clock,
            idGenerator,
            new PlatformRoutes.Operations(operations, jobs),
            errors);
    this.equipmentRoutes =
        new EquipmentApi(operations.machinery(), new Listings(errors), errors).routes();
  }

  public Response respond(Request request) {
    long begun = System.nanoTime();
    Path path = request.parsedPath();
    boolean equipment = path.startsWith("isg");
    if (!path.startsWith("platform") && !equipment) {
      return Errors.gateway(403, "Forbidden");
    }
    List<String> segments = path.segments().subList(1, path.segments().size());
    Response response =
        switch ((equipment ? equipmentRoutes : routes).find(request.method(), segments)) {
          case Routes.Match.Unknown<Route> _ -> errors.notFound();
          case Routes.Match.WrongMethod<Route>(List<String> allowed) ->
              wrongMethod(request, allowed);
          case Routes.Match.Found<Route>(Route route, Map<String, String> variables) ->
              route(request, path, route, variables);
        };
    return RecordedHeaders.headersOn(
        RecordedHeaders.gzip(request, response), System.nanoTime() - begun);
  }

  /// OPTIONS is supported for every route, for a caller with a token, and returns the allowed
  /// methods.
  private Response wrongMethod(Request request, List<String> allowed) {
    boolean options = request.method().equals("OPTIONS");
    if (options && request.bearer().flatMap(book::findLive).isEmpty()) {
      return errors.unauthorized(live.switches().unauthorizedBody());
    }
    List<String> all = new ArrayList<>(allowed);
    if (allowed.contains("GET")) {
      all.add("HEAD");
    }
    all.add("OPTIONS");
    Response response =
        options ? Response.empty(204) : errors.of(405, "The method is not allowed here.");
    return response.with("Allow", all.stream().sorted().collect(Collectors.joining(", ")));
  }

  private Response route(Request request, Path path, Route route, Map<String, String> variables) {
    Optional<AccessToken> token = request.bearer().flatMap(book::findLive);
    if (token.isEmpty() && route.needsToken()) {
      return errors.unauthorized(live.switches().unauthorizedBody());
    }
    if (!Media.accepts(request, route.mediaType())) {
      return Response.empty(406);
    }
    if (!Media.isReadable(request, route.mediaType())) {
      return Response.empty(415);
    }
    Parameters parameters = request.parameters();
    try {
      return route
          .action()
          .apply(new Call(request, path, parameters, variables, live.now(), token));
    } catch (RefusedException refused) {
      return errors.of(refused);
    }
  }

  /// The error body of this API for a status.
  public Response failure(int status) {
    Response response =
        switch (status) {
          case 401 -> errors.unauthorized(live.switches().unauthorizedBody());
          case 403 -> errors.accessDenied();
          case 404 -> errors.notFound();
          case 429 -> errors.of(429, "Too many requests. Try again later.");
          case 503 -> errors.of(503, "The service is unavailable. Try again later.");
          default -> errors.of(status, "The request could not be processed.");
        };
    return RecordedHeaders.headersOn(response, 0);
  }
}
