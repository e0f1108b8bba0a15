package io.headland.server.http;

import io.headland.server.config.HttpConfig;
import io.headland.server.config.LeafConfig;
import io.headland.server.id.IdMinter;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.cors.CorsSupport;
import io.helidon.webserver.http.DirectHandlers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;

/// The listening socket.
public final class HttpServer implements AutoCloseable {
  private final WebServer server;
  private final URI baseUri;

  private HttpServer(WebServer server, URI baseUri) {
    this.server = server;
    this.baseUri = baseUri;
  }

  /// Starts to listen.
  ///
  /// @param leaf says whether the operations that Leaf documents leave out the keys that are
  ///   [Added]
  public static HttpServer start(
      HttpConfig config,
      LeafConfig leaf,
      Routes routes,
      Authenticator authenticator,
      MeterRegistry meters,
      IdMinter ids) {
    BodyWriters writers = new BodyWriters(leaf.strict());
    Dispatcher dispatcher = new Dispatcher(routes, authenticator, writers);
    WebServer server =
        WebServer.builder()
            .host(config.host())
            .port(config.port())
            .shutdownHook(false)
            .shutdownGracePeriod(config.shutdownGrace())
            .protocolsDiscoverServices(true)
            .directHandlers(problems(ids, writers))
            .routing(
                routing -> {
                  routing.addFilter(new RequestScope(new RequestId(ids), meters));
                  routing.register(cors());
                  dispatcher.registerOn(routing);
                })
            .build()
            .start();
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return new HttpServer(server, URI.create("http://" + host + ":" + server.port()));
  }

  /// Where the server listens, with the port that it really got.
  public URI baseUri() {
    return baseUri;
  }

  /// Stops listening and waits for requests under way, as long as the grace allows.
  @Override
  public void close() {
    server.stop();
  }

  /// Browsers of any origin may call: the token is in a header, never in a cookie.
  private static CorsSupport cors() {
    return CorsSupport.builder()
        .allowOrigins("*")
        .allowHeaders("Authorization", "Content-Type", "X-Request-Id")
        .allowMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .exposeHeaders(
            "X-Total-Count",
            "Link",
            "Location",
            "Retry-After",
            "X-Request-Id",
            "X-Headland-Sync-Run",
            "X-Headland-Sync-State")
        .build();
  }

  /// What goes wrong before a request has a route, for example a path that is no path.
  private static DirectHandlers problems(IdMinter ids, BodyWriters writers) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, new ProblemBeforeRouting(ids, writers));
    }
    return handlers.build();
  }

  private record ProblemBeforeRouting(IdMinter ids, BodyWriters writers) implements DirectHandler {
    @Override
    public TransportResponse handle(
        TransportRequest request,
        EventType type,
        Status status,
        ServerResponseHeaders headers,
        String message) {
      String requestId = ids.mint().toString();
      int code = status.code() < 400 ? 400 : status.code();
      String detail =
          code >= 500
              ? "Something went wrong here."
              : "The request is not valid HTTP for this server.";
      Answer answer =
          Answer.problem(Problem.of(code, detail), request.path(), requestId)
              .rendered(writers.of(request.path()));
      return TransportResponse.builder()
          .status(Status.create(code))
          .headers(headers)
          .header(HeaderNames.CONTENT_TYPE, answer.contentType())
          .header(RequestId.HEADER, requestId)
          .keepAlive(false)
          .entity(answer.body())
          .build();
    }
  }
}
