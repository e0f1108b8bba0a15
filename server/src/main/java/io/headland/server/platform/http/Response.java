package io.headland.server.platform.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;

/// The response of a route: a status, headers and a body.
public final class Response {
  private static final byte[] NOTHING = {};
  private static final int STREAM_BUFFER = 64 * 1024;

  private final int status;
  private final String contentType;
  private final byte[] body;

  /// The value to be serialized as JSON in the body.
  private final @Nullable Object view;

  private final @Nullable Writing writing;
  private final Map<String, String> headers = new LinkedHashMap<>();

  /// Writes a body while it is generated. Called once, after status and headers are set; flushed
  /// data is sent immediately.
  @FunctionalInterface
  public interface Writing {
    /// Writes the complete body.
    ///
    /// @throws IOException when the client has disconnected
    void to(OutputStream out) throws IOException, InterruptedException;

    /// Releases resources of the body. Called instead of [#to] when the body is not sent (HEAD).
    default void discard() {}
  }

  private Response(int status, String contentType, byte[] body) {
    this(status, contentType, body, null, null);
  }

  private Response(
      int status,
      String contentType,
      byte[] body,
      @Nullable Object view,
      @Nullable Writing writing) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.view = view;
    this.writing = writing;
  }

  public static Response ok(Object view) {
    return json(200, view);
  }

  public static Response created(String location, Object view) {
    return json(201, view).header("Location", location);
  }

  public static Response noContent() {
    return new Response(204, "", NOTHING);
  }

  /// The client's copy is up to date.
  static Response notModified() {
    return new Response(304, "", NOTHING);
  }

  public static Response json(int status, Object view) {
    return new Response(status, "application/json", NOTHING, view, null);
  }

  public static Response text(String contentType, String text) {
    return bytes(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Response html(int status, String page) {
    return new Response(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  /// Redirects a browser with a GET.
  public static Response seeOther(String location) {
    return new Response(303, "text/plain; charset=utf-8", NOTHING).header("Location", location);
  }

  public static Response bytes(String contentType, byte[] body) {
    return new Response(200, contentType, body);
  }

  /// A response whose body is written while the client reads it.
  public static Response stream(String contentType, Writing writing) {
    return new Response(200, contentType, NOTHING, null, writing);
  }

  public static Response problem(Problem problem, Request request) {
    return problem(problem, request.wholePath(), request.requestId());
  }

  /// The problem document.
  ///
  /// @param path of the request, as received
  static Response problem(Problem problem, String path, String requestId) {
    ProblemDocument document = ProblemDocument.of(problem, path, requestId);
    Response response =
        new Response(problem.status(), "application/problem+json", NOTHING, document, null);
    problem.headers().forEach(response::header);
    return response;
  }

  /// A problem document as a part of another response.
  public static Object problemDocument(Problem problem, Request request) {
    return ProblemDocument.of(problem, request.wholePath(), request.requestId());
  }

  public Response header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /// Adds the prefix of public paths to addresses that begin with a slash: in headers, and in a
  /// page.
  ///
  /// @param prefix blank when public paths have none
  Response below(String prefix) {
    if (prefix.isEmpty()) {
      return this;
    }
    // A static file contains it already, in the bytes of its entity tag.
    boolean isPage = contentType.startsWith("text/html") && !headers.containsKey("ETag");
    byte[] changed =
        isPage
            ? PathPrefixes.inPage(new String(body, StandardCharsets.UTF_8), prefix)
                .getBytes(StandardCharsets.UTF_8)
            : body;
    Response response = new Response(status, contentType, changed, view, writing);
    headers.forEach(response::header);
    PathPrefixes.addTo(response.headers, prefix);
    return response;
  }

  public int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /// The same response with its body in bytes.
  ///
  /// @param writer of JSON
  Response rendered(ObjectWriter writer) {
    if (view == null) {
      return this;
    }
    Response rendered = new Response(status, contentType, writer.writeValueAsBytes(view));
    headers.forEach(rendered::header);
    return rendered;
  }

  /// The same response with a body that is written while it is sent.
  ///
  /// @param writer of JSON
  Response streamed(ObjectWriter writer) {
    Object written = view;
    if (written == null) {
      return this;
    }
    ObjectWriter open = writer.without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    Response streamed =
        new Response(
            status,
            contentType,
            NOTHING,
            null,
            out -> {
              OutputStream buffered = new BufferedOutputStream(out, STREAM_BUFFER);
              open.writeValue(buffered, written);
              buffered.flush();
            });
    headers.forEach(streamed::header);
    return streamed;
  }

  /// The body of a rendered response.
  byte[] body() {
    if (view != null) {
      throw new IllegalStateException("The response has not been rendered");
    }
    return body;
  }

  /// Writes the body, instead of its bytes.
  Optional<Writing> findWriting() {
    return Optional.ofNullable(writing);
  }

  Map<String, String> headers() {
    return headers;
  }
}
