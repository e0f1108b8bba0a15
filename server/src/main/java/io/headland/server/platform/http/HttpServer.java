package io.headland.server.platform.http;

import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.LoggerFactory;

/// The HTTP server.
public final class HttpServer implements AutoCloseable {
  /// Size limit of the request line and the header section.
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /// The accept queue of the operating system; Java's default of 50 is exceeded by a burst, and the
  /// other clients retry after a second.
  private static final int ACCEPT_QUEUE = 1024;

  /// The name of the connector that serves only `/metrics`.
  private static final String METRICS_CONNECTOR = "metrics";

  private static final String METRICS = "/metrics";

  /// How long an idle connection is kept open during a stop, in milliseconds.
  private static final long SHUTDOWN_IDLE = 100;

  private final Server server;
  private final BackgroundLoop watching;
  private final Optional<ServerConnector> metrics;
  private final URI baseUri;

  private HttpServer(
      Server server, BackgroundLoop watching, Optional<ServerConnector> metrics, URI baseUri) {
    this.server = server;
    this.watching = watching;
    this.metrics = metrics;
    this.baseUri = baseUri;
  }

  /// Starts the server.
  ///
  /// @param leaf whether operations documented by Leaf omit the keys that are [Added]
  /// @throws StartupException when the address cannot be bound
  public static HttpServer start(
      HttpConfig config,
      LeafConfig leaf,
      Routes routes,
      Authenticator authenticator,
      MeterRegistry meters,
      UuidGenerator ids,
      BackgroundLoops loops) {
    // Otherwise Jetty starts the JMX server to compute it. A line of 64 bytes has 16 references.
    System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    // Platform threads accept and select; each request runs on a virtual thread.
    QueuedThreadPool threads = new QueuedThreadPool(8, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    TrustedProxies proxies = new TrustedProxies(config.proxy());
    ConnectionGuard guard = new ConnectionGuard(config.limits(), proxies);
    ServerConnector connector =
        connector(server, config.limits(), guard, config.host(), config.port());
    server.addConnector(connector);
    Optional<ServerConnector> metrics =
        Optional.of(config.metricsAddress())
            .filter(address -> !address.isBlank())
            .map(address -> metricsConnector(server, config.limits(), guard, address));
    metrics.ifPresent(server::addConnector);
    BodyWriters writers = new BodyWriters(leaf.strict());
    RequestSlots slots = new RequestSlots(config.limits().maxRequests());
    Predicate<Routes.Route> isMetrics = route -> route.path().equals(METRICS);
    Map<String, RouteTable> tables =
        metrics.isPresent()
            ? Map.of(
                "",
                RouteTable.of(routes, isMetrics.negate()),
                METRICS_CONNECTOR,
                RouteTable.of(routes, isMetrics))
            : Map.of("", RouteTable.of(routes, _ -> true));
    Optional<URI> publicUrl =
        Optional.of(config.publicUrl()).filter(url -> !url.isBlank()).map(URI::create);
    Dispatcher dispatcher = new Dispatcher(tables, publicUrl, authenticator, writers, guard, slots);
    Handler handler =
        new RequestHandler(
            dispatcher,
            writers,
            proxies,
            new PathPrefixes(config, routes.publicPrefixes()),
            new RequestId(ids),
            meters);
    server.setHandler(new GracefulHandler(new GuardedHandler(crossOrigin(handler), guard)));
    server.setErrorHandler(new ProblemPages(ids, writers));
    server.setStopTimeout(Math.max(1, config.shutdownGrace().toMillis()));
    start(server, config);
    BackgroundLoop watching = guard.watch(loops);
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return new HttpServer(
        server, watching, metrics, URI.create("http://" + host + ":" + connector.getLocalPort()));
  }

  private static void start(Server server, HttpConfig config) {
    try {
      server.start();
    } catch (IOException e) {
      stop(server);
      throw new StartupException(
          "Cannot listen on " + config.host() + ", port " + config.port() + ": " + e.getMessage());
    } catch (Exception e) {
      // Jetty declares it for every component.
      stop(server);
      throw new IllegalStateException("The HTTP server cannot start", e);
    }
  }

  private static ServerConnector connector(
      Server server, HttpLimits limits, ConnectionGuard guard, String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    // A cache of header fields takes 70 KiB for each connection as long as it is open.
    http.setHeaderCacheSize(0);
    http.setHttpCompliance(HttpCompliance.RFC7230);
    // RequestTarget rejects ambiguous targets, with the reason.
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(limits.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE);
    connector.addBean(guard);
    return connector;
  }

  private static ServerConnector metricsConnector(
      Server server, HttpLimits limits, ConnectionGuard guard, String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    ServerConnector connector =
        connector(server, limits, guard, host, Integer.parseInt(address.substring(colon + 1)));
    connector.setName(METRICS_CONNECTOR);
    return connector;
  }

  /// The port of `/metrics`, if it differs from that of [#baseUri].
  OptionalInt metricsPort() {
    return metrics.stream().mapToInt(ServerConnector::getLocalPort).findFirst();
  }

  /// The address of the server, with the actual port.
  public URI baseUri() {
    return baseUri;
  }

  /// Stops accepting requests and waits for requests in progress, within the grace period.
  @Override
  public void close() {
    stop(server);
    watching.close();
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // Jetty declares it for every component; requests that exceed the grace end here.
      LoggerFactory.getLogger(HttpServer.class)
          .debug("Requests were in progress when the server stopped", e);
    }
  }

  /// Browsers of any origin may call: the token is in a header, never in a cookie.
  private static Handler crossOrigin(Handler handler) {
    CrossOriginHandler cors = new CrossOriginHandler();
    cors.setAllowedOriginPatterns(Set.of("*"));
    cors.setAllowCredentials(false);
    cors.setAllowedHeaders(
        Set.of(
            "Authorization",
            "Content-Type",
            "X-Request-Id",
            "Tus-Resumable",
            "Upload-Checksum",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Offset",
            Dispatcher.METHOD_OVERRIDE));
    cors.setAllowedMethods(Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"));
    cors.setExposedHeaders(
        Set.of(
            "X-Total-Count",
            "Link",
            "Location",
            "Retry-After",
            "X-Request-Id",
            "Tus-Checksum-Algorithm",
            "Tus-Extension",
            "Tus-Max-Size",
            "Tus-Resumable",
            "Tus-Version",
            "Upload-Expires",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Offset",
            "X-Headland-Batch",
            "X-Headland-Sync-Run",
            "X-Headland-Sync-State"));
    cors.setHandler(handler);
    return cors;
  }
}
