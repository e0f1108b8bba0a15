package io.headland.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the JSON object in a request.
///
/// Old samples for curl send JSON with curl's default form media type, and some clients send none:
/// both are read as JSON. Any other media type is refused.
final class RequestBody {
  private static final int MOST_BYTES = 1024 * 1024;

  /// What is read and thrown away of a body that is too large, so that the client gets to its
  /// answer.
  private static final long MOST_DRAINED = 16L * 1024 * 1024;

  private RequestBody() {}

  static Optional<ObjectNode> read(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return Optional.empty();
    }
    refuseOtherMediaTypes(request);
    byte[] bytes = bytes(request);
    if (isBlank(bytes)) {
      return Optional.empty();
    }
    JsonNode body = parse(bytes);
    if (body instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw new ProblemException(Problem.of(400, "The request body must be a JSON object."));
  }

  static byte[] readBytes(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    refuseOtherMediaTypes(request);
    return bytes(request);
  }

  /// The body as text; empty when there is none.
  static String text(ServerRequest request) {
    return request.content().hasEntity() ? new String(bytes(request), StandardCharsets.UTF_8) : "";
  }

  private static void refuseOtherMediaTypes(ServerRequest request) {
    String contentType =
        request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    String mediaType = contentType.split(";", 2)[0].strip();
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

  private static byte[] bytes(ServerRequest request) {
    return bytes(request, MOST_BYTES);
  }

  /// The body as it came; one that is longer than `most` is refused.
  static byte[] bytes(ServerRequest request, int most) {
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        long left = MOST_DRAINED;
        byte[] scrap = new byte[64 * 1024];
        for (int n = 0; n >= 0 && left > 0; left -= n) {
          n = in.read(scrap);
        }
        throw new ProblemException(
            Problem.of(413, "The request body is larger than " + most + " bytes."));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      // Only the place is told: the parser's message repeats what was sent, which may be a secret.
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new ProblemException(
          Problem.of(400, "JSON parse error: the request body is not valid JSON" + where + "."));
    }
  }
}
