package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/// What recorded traffic shows around every answer of the API.
final class Recorded {
  private Recorded() {}

  static Response headersOn(Response response, long elapsedNanos) {
    return response
        .with("X-Deere-Handling-Server", "ip-10-214-44-33")
        .with("X-Deere-Elapsed-Ms", Long.toString(Duration.ofNanos(elapsedNanos).toMillis()))
        .with("Cache-Control", "no-store")
        .with("Content-Language", "en-US")
        .with("X-Frame-Options", "SAMEORIGIN");
  }

  static Response gzip(Request request, Response response) {
    boolean wanted = request.header("accept-encoding").orElse("").contains("gzip");
    if (!wanted || response.body().length == 0) {
      return response;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
  }
}
