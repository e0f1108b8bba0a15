package io.headland.simulator.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Passes requests from a socket to one function and sends its responses. No path is rejected
/// before, because the order of 401, 404 and 405 is a property of the provider.
public final class WebHost implements AutoCloseable {
  private static final int LONGEST_TARGET = 64 * 1024;

  private final WebServer server;

  private WebHost(WebServer server) {
    this.server = server;
  }

  /// Binds the port and starts; port 0 selects a free one.
  ///
  /// @throws UncheckedIOException when the address cannot be bound
  public static WebHost start(String host, int port, Function<Request, Response> exchange) {
    Http1Config http1 =
        Http1Config.builder()
            .validatePath(false)
            .validatePrologue(false)
            .maxPrologueLength(LONGEST_TARGET)
            .maxHeadersSize(LONGEST_TARGET)
            .build();
    WebServer server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .addProtocol(http1)
            .addRouting(
                HttpRouting.builder().any((in, out) -> deliver(exchange.apply(read(in)), in, out)))
            .build();
    requireFree(host, port);
    server.start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(new BindException("the server did not start"));
    }
    return new WebHost(server);
  }

  /// The library reports a port in use only in its log, so the port is checked first.
  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static Request read(ServerRequest in) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : in.headers()) {
      headers.put(header.name().toLowerCase(Locale.ROOT), header.allValues());
    }
    return new Request(
        in.prologue().method().text(),
        withoutAuthority(in.prologue().uriPath().rawPath()),
        in.prologue().query().rawValue(),
        headers,
        readBody(in));
  }

  private static String withoutAuthority(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0 || target.startsWith("/")) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static Request.Body readBody(ServerRequest in) {
    if (!in.content().hasEntity()) {
      return Request.Body.NONE;
    }
    try (InputStream stream = in.content().inputStream()) {
      return Request.Body.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deliver(Response response, ServerRequest in, ServerResponse out) {
    out.status(response.status());
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Response.Header header : response.headers()) {
      lines.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value());
    }
    lines.forEach((name, values) -> out.header(name, values.toArray(String[]::new)));
    if (in.prologue().method().text().equals("HEAD")) {
      sendHead(response, in, out);
      return;
    }
    switch (response.delivery()) {
      case WHOLE -> sendWhole(response, in, out);
      case CUT -> sendHalf(response, out);
    }
  }

  private static void sendWhole(Response response, ServerRequest in, ServerResponse out) {
    boolean close = in.headers().contains(HeaderValues.CONNECTION_CLOSE);
    if (close) {
      out.header(HeaderNames.CONNECTION, "close");
    }
    Optional<Response.BodyWriter> writer = response.findWriter();
    if (writer.isPresent()) {
      stream(writer.get(), out);
    } else if (response.body().length == 0) {
      out.send();
    } else {
      out.send(response.body());
    }
    if (close) {
      throw new CloseConnectionException("requested by the caller");
    }
  }

  private static void stream(Response.BodyWriter writer, ServerResponse out) {
    try (OutputStream stream = out.outputStream()) {
      writer.writeTo(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The headers of the response to a GET, with the length of its body if it is known.
  private static void sendHead(Response response, ServerRequest in, ServerResponse out) {
    if (response.findWriter().isEmpty()) {
      out.header(HeaderNames.CONTENT_LENGTH, Integer.toString(response.body().length));
    }
    boolean close = in.headers().contains(HeaderValues.CONNECTION_CLOSE);
    if (close) {
      out.header(HeaderNames.CONNECTION, "close");
    }
    out.send();
    if (close) {
      throw new CloseConnectionException("requested by the caller");
    }
  }

  private static void sendHalf(Response response, ServerResponse out) {
    byte[] body = response.body();
    out.header(HeaderNames.CONTENT_LENGTH, Integer.toString(Math.max(2, body.length)));
    try {
      OutputStream stream = out.outputStream();
      stream.write(body, 0, body.length / 2);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new CloseConnectionException("closed by a fault");
  }
}
