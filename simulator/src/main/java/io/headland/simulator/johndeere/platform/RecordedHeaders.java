package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.QualityValues;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Headers that recorded traffic contains on every response of the API.
final class RecordedHeaders {
  private RecordedHeaders() {}

  static Response headersOn(Response response, long elapsedNanos) {
    return response
        .with("X-Deere-Handling-Server", "ip-10-214-44-33")
        .with("X-Deere-Elapsed-Ms", Long.toString(Duration.ofNanos(elapsedNanos).toMillis()))
        .with("Cache-Control", "no-store")
        .with("Content-Language", "en-US")
        .with("X-Frame-Options", "SAMEORIGIN");
  }

  /// Whether gzip is accepted with at least the weight of the identity coding.
  private static boolean acceptsGzip(Request request) {
    QualityValues accepted =
        QualityValues.of(request.headers().getOrDefault("accept-encoding", List.of()));
    double gzip = accepted.find("gzip", "*").orElse(0.0);
    return gzip > 0 && gzip >= accepted.find("identity").orElse(0.0);
  }

  static Response gzip(Request request, Response response) {
    if (!acceptsGzip(request)) {
      return response;
    }
    Optional<Response.BodyWriter> writer = response.findWriter();
    if (writer.isPresent()) {
      return response.withWriter(out -> zip(writer.get(), out)).with("Content-Encoding", "gzip");
    }
    if (response.body().length == 0) {
      return response;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new FastGzip(bytes)) {
      zip.write(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
  }

  /// The fastest compression: the simulator often shares its cores with the program that is
  /// measured, and the default level was half of its CPU time.
  private static final class FastGzip extends GZIPOutputStream {
    private static final int BUFFER = 8192;

    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static void zip(Response.BodyWriter plain, OutputStream out) throws IOException {
    GZIPOutputStream zip = new FastGzip(out);
    plain.writeTo(zip);
    zip.finish();
  }
}
