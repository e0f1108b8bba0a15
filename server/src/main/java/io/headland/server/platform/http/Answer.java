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

/// What a route answers: a status, headers and a body.
public final class Answer {
  private static final byte[] NOTHING = {};
  private static final int STREAM_BUFFER = 64 * 1024;

  private final int status;
  private final String contentType;
  private final byte[] body;

  /// What is to be written as JSON into the body.
  private final @Nullable Object view;

  private final @Nullable Writing writing;
  private final Map<String, String> headers = new LinkedHashMap<>();

  /// Writes a body while it comes about. Called once, when status and headers are set; what it
  /// flushes is on its way.
  @FunctionalInterface
  public interface Writing {
    /// Writes the whole body.
    ///
    /// @throws IOException when the client went away
    void to(OutputStream out) throws IOException, InterruptedException;

    /// Gives back what the writing holds. Called instead of [#to] when the body is not sent (HEAD).
    default void discard() {}
  }

  private Answer(int status, String contentType, byte[] body) {
    this(status, contentType, body, null, null);
  }

  private Answer(
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

  public static Answer ok(Object view) {
    return json(200, view);
  }

  public static Answer created(String location, Object view) {
    return json(201, view).header("Location", location);
  }

  public static Answer noContent() {
    return new Answer(204, "", NOTHING);
  }

  /// What the client has is still right.
  static Answer notModified() {
    return new Answer(304, "", NOTHING);
  }

  public static Answer json(int status, Object view) {
    return new Answer(status, "application/json", NOTHING, view, null);
  }

  public static Answer text(String contentType, String text) {
    return bytes(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer html(int status, String page) {
    return new Answer(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends a browser on with a GET.
  public static Answer seeOther(String location) {
    return new Answer(303, "text/plain; charset=utf-8", NOTHING).header("Location", location);
  }

  public static Answer bytes(String contentType, byte[] body) {
    return new Answer(200, contentType, body);
  }

  /// An answer whose body is written while the client reads it.
  public static Answer stream(String contentType, Writing writing) {
    return new Answer(200, contentType, NOTHING, null, writing);
  }

  public static Answer problem(Problem problem, Call call) {
    return problem(problem, call.wholePath(), call.requestId());
  }

  /// The problem document.
  ///
  /// @param path of the request, as the client sent it
  static Answer problem(Problem problem, String path, String requestId) {
    ProblemDocument document = ProblemDocument.of(problem, path, requestId);
    Answer answer =
        new Answer(problem.status(), "application/problem+json", NOTHING, document, null);
    problem.headers().forEach(answer::header);
    return answer;
  }

  /// The problem document of an answer, for a problem that is a part of another answer.
  public static Object problemDocument(Problem problem, Call call) {
    return ProblemDocument.of(problem, call.wholePath(), call.requestId());
  }

  public Answer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /// Adds the prefix of public paths to addresses that begin with a slash: in headers, and in a
  /// page.
  ///
  /// @param prefix blank when public paths have none
  Answer below(String prefix) {
    if (prefix.isEmpty()) {
      return this;
    }
    // A static file has it already, in the bytes that its tag stands for.
    boolean isPage = contentType.startsWith("text/html") && !headers.containsKey("ETag");
    byte[] changed =
        isPage
            ? PathPrefixes.inPage(new String(body, StandardCharsets.UTF_8), prefix)
                .getBytes(StandardCharsets.UTF_8)
            : body;
    Answer answer = new Answer(status, contentType, changed, view, writing);
    headers.forEach(answer::header);
    PathPrefixes.addTo(answer.headers, prefix);
    return answer;
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /// The same answer with its body in bytes.
  ///
  /// @param writer writes what is JSON
  Answer rendered(ObjectWriter writer) {
    if (view == null) {
      return this;
    }
    Answer rendered = new Answer(status, contentType, writer.writeValueAsBytes(view));
    headers.forEach(rendered::header);
    return rendered;
  }

  /// The same answer with a body that is written while it is sent.
  ///
  /// @param writer writes what is JSON
  Answer streamed(ObjectWriter writer) {
    Object written = view;
    if (written == null) {
      return this;
    }
    ObjectWriter open = writer.without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    Answer streamed =
        new Answer(
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

  /// The body of an answer that is rendered.
  byte[] body() {
    if (view != null) {
      throw new IllegalStateException("The answer has not been rendered");
    }
    return body;
  }

  /// What writes the body, in place of the bytes of one.
  Optional<Writing> findWriting() {
    return Optional.ofNullable(writing);
  }

  Map<String, String> headers() {
    return headers;
  }
}
