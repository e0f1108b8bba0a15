package io.headland.server.platform.http;

import io.headland.server.platform.http.RouteTable.Match;
import io.headland.server.platform.http.Routes.Route;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.logging.LineLimit;
import io.headland.server.platform.paging.PagePosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Finds the route of a request and calls it. Every outcome is an answer.
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "bearer ";
  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(2);

  private final Map<String, RouteTable> tables;
  private final Authenticator authenticator;
  private final BodyWriters writers;
  private final ConnectionGuard guard;
  private final BodyMemory memory = new BodyMemory(Runtime.getRuntime().maxMemory());
  private final JsonMemory jsonMemory = new JsonMemory(Runtime.getRuntime().maxMemory());
  private final ResponseMemory responseMemory =
      new ResponseMemory(Runtime.getRuntime().maxMemory());
  private final RequestSlots slots;
  private final LineLimit openFaults = new LineLimit();

  /// An answer, and the template of the route that gave it; `none` without a route.
  record Dispatched(Answer answer, String route) {}

  /// Dispatches to routes.
  ///
  /// @param tables of routes by the name of the connector; that of connectors without a name is
  ///   blank
  /// @param writers write the bodies of answers
  Dispatcher(
      Map<String, RouteTable> tables,
      Authenticator authenticator,
      BodyWriters writers,
      ConnectionGuard guard,
      RequestSlots slots) {
    this.authenticator = authenticator;
    this.writers = writers;
    this.guard = guard;
    this.slots = slots;
    this.tables = Map.copyOf(tables);
  }

  static boolean isKnown(String method) {
    return METHODS.contains(method);
  }

  /// Answers a request.
  ///
  /// @param path that the client sent, taken apart
  /// @param sender writes the answer while the request holds its slot
  Dispatched dispatch(
      Request request,
      RequestOrigin origin,
      PathPrefixes.Split path,
      String requestId,
      Sender sender) {
    RouteTable table = tableOf(request);
    RequestTarget target;
    Optional<Match> match;
    try {
      String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
      String route = path.route().orElseThrow(Dispatcher::nothingHere);
      target = RequestTarget.parse(route, query);
      match = table.find(request.getMethod(), target);
    } catch (ProblemException e) {
      String shown = path.routeOr(RequestTarget.pathOf(request));
      Answer answer = Answer.problem(e.problem(), shown, requestId);
      sender.send(answer);
      return new Dispatched(answer, "none");
    }
    RequestBody body = new RequestBody(request, guard, memory, jsonMemory);
    ResponseMemory.Grant response = responseMemory.grant();
    Call call =
        new Call(
            request,
            origin,
            path.prefix(),
            target,
            match.map(Match::parameters).orElse(Map.of()),
            body,
            response,
            requestId);
    try {
      Answer answer;
      try (RequestSlots.Slot slot = slots.slot(target)) {
        answer =
            match.isEmpty()
                ? noRoute(table, request.getMethod(), target, call)
                : answer(match.get().route(), request, call, body, slot);
        send(answer, body, sender);
      }
      body.discardRest();
      return new Dispatched(answer, match.map(found -> found.route().path()).orElse("none"));
    } finally {
      response.close();
      body.release();
    }
  }

  private static ProblemException nothingHere() {
    return new ProblemException(Problem.notFound("There is nothing at this path."));
  }

  private RouteTable tableOf(Request request) {
    String name = request.getConnectionMetaData().getConnector().getName();
    return Objects.requireNonNull(tables.get(name == null ? "" : name));
  }

  private static void send(Answer answer, RequestBody body, Sender sender) {
    body.discardUnread();
    if (body.endsConnection()) {
      answer.header("Connection", "close");
    }
    sender.send(answer);
  }

  /// Writes an answer to the client.
  @FunctionalInterface
  interface Sender {
    void send(Answer answer);
  }

  private static Answer busy(Call call) {
    return Answer.problem(
        Problem.of(503, "The server is answering as many requests as it can.")
            .withRetryAfter(OUTAGE_RETRY),
        call);
  }

  /// The answer of a route or, where that fails, a problem.
  private Answer answer(
      Route route, Request request, Call call, RequestBody body, RequestSlots.Slot slot) {
    try {
      Answer answer =
          switch (route) {
            case Route.Open(_, _, var open) -> slot.takeOpen() ? open.answer(call) : busy(call);
            case Route.Owned(_, _, var owned) -> {
              ApiOwnerId owner = authenticate(request);
              body.authenticated();
              yield slot.takeOwned() ? owned.answer(owner, call) : busy(call);
            }
          };
      return call.complete(answer, writers.of(route.path()));
    } catch (ProblemException e) {
      return Answer.problem(e.problem(), call);
    } catch (PagePosition.InvalidException _) {
      return Answer.problem(
          Problem.of(
              400, "The query parameters after and before are to be taken from a Link header."),
          call);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.problem(
          Problem.of(503, "The server is stopping.").withRetryAfter(OUTAGE_RETRY), call);
    } catch (RuntimeException e) {
      // The edge of the program: whatever went wrong, the client gets a problem and the log the
      // cause.
      return fault(e, route, call);
    }
  }

  private ApiOwnerId authenticate(Request request) {
    List<String> headers = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
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

  private Answer fault(RuntimeException cause, Route route, Call call) {
    Optional<DatabaseOutage> outage = DatabaseOutage.find(cause);
    if (outage.isPresent()) {
      log.warn("A request could not be answered", cause);
      return Answer.problem(
          Problem.of(503, outageDetail(outage.get(), route.method())).withRetryAfter(OUTAGE_RETRY),
          call);
    }
    if (route instanceof Route.Open) {
      // Anyone can send it any number of times.
      openFaults.use(
          count -> log.error("{} requests without a token failed, the last one:", count, cause));
      return Answer.problem(Problem.of(500, "Something went wrong here."), call);
    }
    log.error("A request failed", cause);
    return Answer.problem(
        Problem.of(500, "Something went wrong here. The log has it under this request id."), call);
  }

  /// A connection that is lost during a commit leaves open whether the transaction was committed.
  private static String outageDetail(DatabaseOutage outage, String method) {
    String detail = "The request could not be completed: " + outage.sentence();
    return outage.leavesCommitUnknown() && !READING.contains(method)
        ? detail + " Whether the change was made is unknown: read it before you repeat the request."
        : detail;
  }

  private static Answer noRoute(RouteTable table, String method, RequestTarget target, Call call) {
    SortedSet<String> allowed = table.methodsAt(target);
    if (allowed.isEmpty()) {
      return Answer.problem(nothingHere().problem(), call);
    }
    return Answer.problem(
        Problem.of(
                405, "Request method '" + (isKnown(method) ? method : "other") + "' not supported")
            .withHeader("Allow", String.join(", ", allowed)),
        call);
  }
}
