package io.headland.server.http;

import io.headland.server.http.Routes.Route;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.persistence.DatabaseOutage;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.ObjectWriter;

/// Takes a request to its route and whatever comes of it to the client: an answer or a problem.
final class Dispatcher {
  /// Key under which the matched route is kept in the request's context, for the metrics.
  static final String ROUTE = "headland.route";

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String BEARER = "bearer ";
  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(2);

  private final List<MatchedRoute> routes = new ArrayList<>();
  private final Authenticator authenticator;
  private final BodyWriters writers;

  private record MatchedRoute(Route route, RouteMatcher matcher) {}

  /// Dispatches to routes.
  ///
  /// @param writers write the bodies of answers
  Dispatcher(Routes routes, Authenticator authenticator, BodyWriters writers) {
    this.authenticator = authenticator;
    this.writers = writers;
    for (Route route : routes.all()) {
      this.routes.add(new MatchedRoute(route, RouteMatcher.of(route.path())));
    }
  }

  static boolean isKnown(String method) {
    return METHODS.contains(method);
  }

  void registerOn(HttpRouting.Builder routing) {
    for (MatchedRoute matched : routes) {
      Route route = matched.route();
      routing.route(
          Method.create(route.method()),
          matched.matcher(),
          (request, response) -> dispatch(route, request, response));
    }
    routing.any(
        (request, response) -> {
          ObjectWriter writer = writers.of(new Call(request).wholePath());
          Sending.send(response, noRoute(request).rendered(writer));
        });
  }

  private void dispatch(Route route, ServerRequest request, ServerResponse response) {
    request.context().register(ROUTE, route.path());
    ObjectWriter writer = writers.of(route.path());
    Sending.send(response, answer(route, request, writer).rendered(writer));
  }

  /// The answer of a route or, where that fails, a problem.
  private Answer answer(Route route, ServerRequest request, ObjectWriter writer) {
    Call call = new Call(request);
    try {
      Answer answer =
          switch (route) {
            case Route.Open(_, _, var open) -> open.answer(call);
            case Route.Owned(_, _, var owned) -> owned.answer(authenticate(request), call);
          };
      return answer.rendered(writer);
    } catch (ProblemException e) {
      return problem(e.problem(), request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return problem(
          Problem.of(503, "The server is stopping.").withRetryAfter(OUTAGE_RETRY), request);
    } catch (RuntimeException e) {
      // The edge of the program: whatever went wrong, the client gets a problem and the log the
      // cause.
      return fault(e, request);
    }
  }

  private ApiOwnerId authenticate(ServerRequest request) {
    ApiOwnerId owner =
        request
            .headers()
            .first(HeaderNames.AUTHORIZATION)
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip())
            .flatMap(authenticator::authenticate)
            .orElseThrow(() -> new ProblemException(Problem.unauthorized()));
    MDC.put("apiOwnerId", owner.toString());
    return owner;
  }

  private static Answer fault(RuntimeException cause, ServerRequest request) {
    if (DatabaseOutage.isCauseOf(cause)) {
      log.warn("The database cannot be reached: {}", cause.getClass().getSimpleName());
      return problem(
          Problem.of(503, "The database cannot be reached at the moment; nothing was changed.")
              .withRetryAfter(OUTAGE_RETRY),
          request);
    }
    log.error("A request failed", cause);
    return problem(
        Problem.of(500, "Something went wrong here. The log has it under this request id."),
        request);
  }

  private Answer noRoute(ServerRequest request) {
    TreeSet<String> allowed = new TreeSet<>();
    for (MatchedRoute matched : routes) {
      if (matched.matcher().match(request.path().absolute()).accepted()) {
        allowed.add(matched.route().method());
      }
    }
    if (allowed.isEmpty()) {
      return problem(Problem.notFound("There is nothing at this path."), request);
    }
    String method = request.prologue().method().text();
    return problem(
        Problem.of(
                405, "Request method '" + (isKnown(method) ? method : "other") + "' not supported")
            .withHeader("Allow", String.join(", ", allowed)),
        request);
  }

  private static Answer problem(Problem problem, ServerRequest request) {
    return Answer.problem(problem, new Call(request));
  }
}
