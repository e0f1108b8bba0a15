package io.headland.server.platform.http;

import io.headland.server.platform.jdbc.DatabaseOutage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a response to the client.
final class Sending {
  private static final Logger log = LoggerFactory.getLogger(Sending.class);
  private static final int BUFFER = 8 * 1024;
  private static final int SLICE = 128 * 1024;

  private Sending() {}

  /// Returns when the last byte has been written, or the client has closed the connection.
  ///
  /// @param headersOnly for HEAD
  static void send(
      org.eclipse.jetty.server.Response jettyResponse, Response response, boolean headersOnly) {
    jettyResponse.setStatus(response.status());
    // Responses may contain tokens and data of an API owner; files of the console have their own
    // header.
    jettyResponse.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.headers().forEach((name, value) -> jettyResponse.getHeaders().put(name, value));
    boolean empty = response.status() == 204 || response.status() == 304;
    if (!empty) {
      jettyResponse.getHeaders().put(HttpHeader.CONTENT_TYPE, response.contentType());
    }
    Response.@Nullable Writing writing = response.findWriting().orElse(null);
    try {
      if (writing == null) {
        byte[] body = response.body();
        if (!empty) {
          jettyResponse.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        write(jettyResponse, empty || headersOnly ? new byte[0] : body);
      } else if (headersOnly) {
        writing.discard();
        Content.Sink.write(jettyResponse, true, ByteBuffer.allocate(0));
      } else {
        stream(jettyResponse, writing);
      }
    } catch (IOException e) {
      log.debug("The client closed the connection: {}", e.getClass().getSimpleName());
    }
  }

  /// In slices: the JDK copies each one into a direct buffer of its size, and keeps the buffer.
  private static void write(org.eclipse.jetty.server.Response jettyResponse, byte[] body)
      throws IOException {
    int at = 0;
    for (; body.length - at > SLICE; at += SLICE) {
      Content.Sink.write(jettyResponse, false, ByteBuffer.wrap(body, at, SLICE));
    }
    Content.Sink.write(jettyResponse, true, ByteBuffer.wrap(body, at, body.length - at));
  }

  /// Errors during the writing can only be logged, because the status has been sent.
  private static void stream(
      org.eclipse.jetty.server.Response jettyResponse, Response.Writing writing) {
    try (OutputStream out =
        new BufferedOutputStream(Content.Sink.asOutputStream(jettyResponse), BUFFER)) {
      writing.to(out);
    } catch (IOException e) {
      log.debug("The client closed the connection: {}", e.getClass().getSimpleName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The last handler: a closed connection may appear as any exception.
      logFault(e);
    }
  }

  private static void logFault(RuntimeException cause) {
    if (DatabaseOutage.isCauseOf(cause)) {
      log.warn("A response ended early", cause);
    } else if (isSocketError(cause)) {
      log.debug("The client closed the connection: {}", cause.getClass().getSimpleName());
    } else {
      log.error("A response ended early", cause);
    }
  }

  private static boolean isSocketError(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
