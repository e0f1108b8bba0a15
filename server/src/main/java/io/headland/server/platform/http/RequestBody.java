package io.headland.server.platform.http;

import io.headland.server.platform.http.ConnectionGuard.BodyRead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a request: once, when a route requests it, and at most up to its limit.
///
/// Old samples for curl send JSON with curl's default form media type, and some clients send none:
/// both are parsed as JSON. Any other media type is rejected.
final class RequestBody {
  /// The limit for bodies of routes without their own limit.
  static final int MAX_BYTES = 1024 * 1024;

  /// The part of an unread body that is read and discarded: a connection that is closed with unread
  /// bytes is reset, and the client may lose the response.
  private static final long MAX_DISCARDED = 16L * 1024 * 1024;

  private final Request request;
  private final ConnectionGuard guard;
  private final BodyMemory memory;
  private final JsonMemory jsonMemory;
  private boolean authenticated;
  private byte @Nullable [] read;
  private BodyMemory.@Nullable Grant grant;
  private JsonMemory.@Nullable Grant jsonGrant;
  private boolean started;
  private boolean streamed;
  private boolean failed;

  RequestBody(Request request, ConnectionGuard guard, BodyMemory memory, JsonMemory jsonMemory) {
    this.request = request;
    this.guard = guard;
    this.memory = memory;
    this.jsonMemory = jsonMemory;
  }

  /// From now on the body counts as one of an API owner. Called before a route reads it.
  void authenticated() {
    authenticated = true;
  }

  /// The JSON object of the body; empty when there is no body.
  Optional<ObjectNode> object() {
    byte[] bytes = bytes();
    return JsonText.object(bytes);
  }

  /// The body as unparsed JSON; empty when there is none.
  byte[] bytes() {
    if (!isPresent()) {
      return new byte[0];
    }
    refuseOtherMediaTypes();
    byte[] bytes = readAll(MAX_BYTES);
    if (jsonGrant == null) {
      jsonGrant = jsonMemory.grant(bytes.length, authenticated);
    }
    return bytes;
  }

  /// The body with any media type; empty when there is none.
  ///
  /// @param max size limit of the body
  byte[] bytesOfAnyType(int max) {
    return isPresent() ? readAll(max) : new byte[0];
  }

  /// The header `Content-Type`; empty when there is none.
  String contentType() {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
  }

  /// The length in bytes; negative when it is unknown.
  long length() {
    return request.getLength();
  }

  /// The body as text; empty when there is none.
  String text() {
    return isPresent() ? new String(readAll(MAX_BYTES), StandardCharsets.UTF_8) : "";
  }

  /// Refuses a body that is compressed, or whose stated length exceeds a limit.
  void requireAtMost(long max) {
    refuseContentCoding();
    if (request.getLength() > max) {
      throw tooLarge(max);
    }
  }

  /// Reads the body while it is received. It may take any time, as long as it makes progress.
  ///
  /// @param max size limit of the body
  <T> T streamed(long max, StreamReader<T> reader) {
    if (!authenticated) {
      throw new IllegalStateException("Only bodies of API owners may take any time");
    }
    requireAtMost(max);
    started = true;
    StreamedBody in = new StreamedBody(Request.asInputStream(request), max);
    try (BodyRead read = guard.startUpload(request)) {
      T result = reader.read(in.reportingTo(read));
      in.requireEnd();
      streamed = true;
      return result;
    } catch (IOException e) {
      failed = in.hasFailed();
      throw failed
          ? failure(e)
          : new ProblemException(
              Problem.of(400, "The request body is not valid multipart/form-data."));
    }
  }

  /// Reads the unread rest of a body of known and limited length. Called before the response is
  /// sent. A client that waits for an interim response sends no body before it.
  void discardUnread() {
    if (isUnread() && !isEndless()) {
      discard();
    }
  }

  /// Whether the end of the body is unknown or too far: the response is sent first, and is the last
  /// one on its connection.
  boolean endsConnection() {
    return isUnread() && isEndless();
  }

  /// Reads the rest of such a body, up to a bound, while the client reads the response. Called
  /// after the response has been sent.
  void discardRest() {
    if (endsConnection()) {
      discard();
    }
  }

  private boolean isUnread() {
    return isPresent() && read == null && !streamed && !failed && !isAwaited();
  }

  private boolean isEndless() {
    return request.getLength() < 0 || request.getLength() > MAX_DISCARDED;
  }

  private void discard() {
    try (BodyRead _ = guard.startBody(request, authenticated)) {
      // Not closed: that would fail the request.
      InputStream in = Request.asInputStream(request);
      byte[] discarded = new byte[16 * 1024];
      for (long left = MAX_DISCARDED; left > 0; ) {
        int n = in.read(discarded);
        left = n < 0 ? 0 : left - n;
      }
    } catch (IOException _) {
      // The response is sent nevertheless; the connection ends after it.
      failed = true;
    }
  }

  /// Whether the client waits for an interim response, which is sent when the body is read.
  private boolean isAwaited() {
    return !started && request.getHeaders().contains(HttpHeader.EXPECT);
  }

  /// Releases the memory of the body. Called once, after the response.
  void release() {
    read = null;
    if (grant != null) {
      grant.release();
    }
    if (jsonGrant != null) {
      jsonGrant.release();
    }
  }

  private boolean isPresent() {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private byte[] readAll(int max) {
    byte[] known = read;
    if (known == null) {
      known = readWhole(max);
      read = known;
    }
    return known;
  }

  private byte[] readWhole(int max) {
    requireAtMost(max);
    BodyMemory.Grant granted = memory.grant(authenticated);
    grant = granted;
    started = true;
    try (BodyRead _ = guard.startBody(request, authenticated)) {
      // Closing it early would fail the request, and the rest could not be discarded.
      InputStream in = Request.asInputStream(request);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (bytes.size() + n > max) {
          throw tooLarge(max);
        }
        granted.growTo(bytes.size() + n);
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      failed = true;
      throw failure(e);
    }
  }

  private static ProblemException failure(IOException cause) {
    return new ProblemException(
        isTimeout(cause)
            ? Problem.of(408, "The request body was not received in time.")
            : Problem.of(400, "The request body ended early or is not framed correctly."));
  }

  static ProblemException tooLarge(long max) {
    return new ProblemException(
        Problem.of(413, "The request body is larger than " + max + " bytes."));
  }

  private static boolean isTimeout(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private void refuseContentCoding() {
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() == HttpHeader.CONTENT_ENCODING
          && !"identity".equalsIgnoreCase(field.getValue().strip())) {
        throw new ProblemException(
            Problem.of(415, "The request body must not be compressed (Content-Encoding)."));
      }
    }
  }

  private void refuseOtherMediaTypes() {
    String mediaType = contentType().toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    boolean readable =
        mediaType.isEmpty()
            || mediaType.equals("application/json")
            || mediaType.equals("application/x-www-form-urlencoded")
            || (mediaType.startsWith("application/") && mediaType.endsWith("+json"));
    if (!readable) {
      throw new ProblemException(
          Problem.of(415, "The request body must be JSON, with Content-Type: application/json."));
    }
  }
}
