package io.headland.server.platform.http;

import io.headland.server.platform.http.RouteTable.Match;
import io.headland.server.platform.http.Routes.Route;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.logging.LineLimit;
import io.headland.server.platform.paging.PagePosition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Finds the route of a request and calls it. Every outcome is a response.
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /// A header with the method of a request that a client sends as POST, because it cannot send
  /// PATCH or DELETE. It has an effect only where there is no POST.
  static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  private static final Set<String> OVERRIDING = Set.of("PATCH", "DELETE");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "bearer ";
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Map<String, RouteTable> tables;
  private final Optional<URI> publicUrl;
  private final Authenticator authenticator;
  private final BodyWriters writers;
  private final ConnectionGuard guard;
  private final BodyMemory memory = new BodyMemory(Runtime.getRuntime().maxMemory());
  private final JsonMemory jsonMemory = new JsonMemory(Runtime.getRuntime().maxMemory());
  private final ResponseMemory responseMemory =
      new ResponseMemory(Runtime.getRuntime().maxMemory());
  private final RequestSlots slots;
  private final LineLimit openFaults = new LineLimit();

  /// A response, and the template of its route; `none` without a route.
  record Dispatched(Response response, String route) {}

  /// Dispatches to routes.
  ///
  /// @param tables of routes by the name of the connector; blank for connectors without a name
  /// @param publicUrl the base address of links, unless a trusted proxy states another
  /// @param writers of the bodies of responses
  Dispatcher(
      Map<String, RouteTable> tables,
      Optional<URI> publicUrl,
      Authenticator authenticator,
      BodyWriters writers,
      ConnectionGuard guard,
      RequestSlots slots) {
    this.publicUrl = publicUrl;
    this.authenticator = authenticator;
    this.writers = writers;
    this.guard = guard;
    this.slots = slots;
    this.tables = Map.copyOf(tables);
  }

  static boolean isKnown(String method) {
    return METHODS.contains(method);
  }

  /// Handles a request.
  ///
  /// @param path of the client, parsed
  /// @param sender writes the response while the request has its slot
  Dispatched dispatch(
      org.eclipse.jetty.server.Request jettyRequest,
      RequestOrigin origin,
      PathPrefixes.Split path,
      String requestId,
      Sender sender) {
    RouteTable table = tableOf(jettyRequest);
    RequestTarget target;
    Optional<Match> match;
    try {
      String query = Optional.ofNullable(jettyRequest.getHttpURI().getQuery()).orElse("");
      String route = path.route().orElseThrow(Dispatcher::noResource);
      target = RequestTarget.parse(route, query);
      match = find(table, jettyRequest, target);
    } catch (ProblemException e) {
      String shown = path.routeOr(RequestTarget.pathOf(jettyRequest));
      Response response = Response.problem(e.problem(), shown, requestId);
      sender.send(response);
      return new Dispatched(response, "none");
    }
    RequestBody body = new RequestBody(jettyRequest, guard, memory, jsonMemory);
    ResponseMemory.Grant grant = responseMemory.grant();
    Request request =
        new Request(
            jettyRequest,
            origin,
            path.prefix(),
            publicUrl,
            target,
            match.map(Match::parameters).orElse(Map.of()),
            body,
            grant,
            requestId);
    try {
      Response response;
      try (RequestSlots.Slot slot = slots.slot(target)) {
        response =
            match.isEmpty()
                ? noRoute(table, jettyRequest.getMethod(), target, request)
                : respond(match.get().route(), jettyRequest, request, body, slot);
        send(response, body, sender);
      }
      body.discardRest();
      return new Dispatched(response, match.map(found -> found.route().path()).orElse("none"));
    } finally {
      grant.close();
      body.release();
    }
  }

  private static Optional<Match> find(
      RouteTable table, org.eclipse.jetty.server.Request jettyRequest, RequestTarget target) {
    String method = jettyRequest.getMethod();
    String other = jettyRequest.getHeaders().get(METHOD_OVERRIDE);
    Optional<Match> match = table.find(method, target);
    return match.isEmpty() && method.equals("POST") && other != null && OVERRIDING.contains(other)
        ? table.find(other, target)
        : match;
  }

  private static ProblemException noResource() {
    return new ProblemException(Problem.notFound("There is no resource at this path."));
  }

  private RouteTable tableOf(org.eclipse.jetty.server.Request jettyRequest) {
    String name = jettyRequest.getConnectionMetaData().getConnector().getName();
    return Objects.requireNonNull(tables.get(name == null ? "" : name));
  }

  private static void send(Response response, RequestBody body, Sender sender) {
    body.discardUnread();
    if (body.endsConnection()) {
      response.header("Connection", "close");
    }
    sender.send(response);
  }

  /// Writes a response to the client.
  @FunctionalInterface
  interface Sender {
    void send(Response response);
  }

  private static Response busy(Request request) {
    return Response.problem(
        Problem.of(503, "The server is processing the largest possible number of requests.")
            .withRetryAfter(RETRY),
        request);
  }

  /// The response of a route or, if that fails, a problem.
  private Response respond(
      Route route,
      org.eclipse.jetty.server.Request jettyRequest,
      Request request,
      RequestBody body,
      RequestSlots.Slot slot) {
    try {
      Response response =
          switch (route) {
            case Route.Open(_, _, var open) ->
                slot.takeOpen() ? open.handle(request) : busy(request);
            case Route.Owned(_, _, var owned) -> {
              ApiOwnerId owner = authenticate(jettyRequest);
              body.authenticated();
              yield slot.takeOwned() ? owned.handle(owner, request) : busy(request);
            }
          };
      return request.complete(response, writers.of(route.path()));
    } catch (ProblemException e) {
      return Response.problem(e.problem(), request);
    } catch (PagePosition.InvalidException _) {
      return Response.problem(
          Problem.of(
              400, "The query parameters after and before must be taken from a Link header."),
          request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Response.problem(
          Problem.of(503, "The server is stopping.").withRetryAfter(RETRY), request);
    } catch (RuntimeException e) {
      // The last handler: after any failure the client gets a problem and the log the cause.
      return fault(e, route, request);
    }
  }

  private ApiOwnerId authenticate(org.eclipse.jetty.server.Request jettyRequest) {
    List<String> headers = jettyRequest.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    if (headers.size() > 1) {
      throw new ProblemException(
          Problem.unauthorized("The request has more than one Authorization header."));
    }
    ApiOwnerId owner =
        headers.stream()
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip())
            .findFirst()
            .flatMap(authenticator::authenticate)
            .orElseThrow(() -> new ProblemException(Problem.unauthorized()));
    MDC.put("apiOwnerId", owner.toString());
    return owner;
  }

  private Response fault(RuntimeException cause, Route route, Request request) {
    Optional<DatabaseOutage> outage = DatabaseOutage.find(cause);
    if (outage.isPresent()) {
      log.warn("A request failed", cause);
      return Response.problem(
          Problem.of(503, outageDetail(outage.get(), route.method())).withRetryAfter(RETRY),
          request);
    }
    if (route instanceof Route.Open) {
      // These can be sent by anyone in any number.
      openFaults.use(
          count -> log.error("{} requests without a token failed, the last one:", count, cause));
      return Response.problem(Problem.of(500, "An internal error occurred."), request);
    }
    log.error("A request failed", cause);
    return Response.problem(
        Problem.of(500, "An internal error occurred. It is logged with this request id."), request);
  }

  /// When a connection is lost during a commit, it is unknown whether the transaction was
  /// committed.
  private static String outageDetail(DatabaseOutage outage, String method) {
    String detail = "The request could not be completed: " + outage.sentence();
    return outage.leavesCommitUnknown() && !READING.contains(method)
        ? detail + " Whether the change was made is unknown: read it before you repeat the request."
        : detail;
  }

  private static Response noRoute(
      RouteTable table, String method, RequestTarget target, Request request) {
    SortedSet<String> allowed = table.methodsAt(target);
    if (allowed.isEmpty()) {
      return Response.problem(noResource().problem(), request);
    }
    return Response.problem(
        Problem.of(
                405, "Request method '" + (isKnown(method) ? method : "other") + "' not supported")
            .withHeader("Allow", String.join(", ", allowed)),
        request);
  }
}
