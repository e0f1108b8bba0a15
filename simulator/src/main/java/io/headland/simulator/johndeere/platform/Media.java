package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.QualityValues;
import io.headland.simulator.http.Request;
import java.util.List;

/// Content negotiation of media types.
final class Media {
  private Media() {}

  static boolean accepts(Request request, String mediaType) {
    QualityValues accepts = QualityValues.of(request.headers().getOrDefault("accept", List.of()));
    return accepts.isEmpty() || accepts.find(mediaType, "application/*", "*/*").orElse(0.0) > 0;
  }

  /// A body must have the API's media type; a request without a body is always accepted.
  static boolean isReadable(Request request, String mediaType) {
    boolean hasBody = !request.body().text().isEmpty();
    return !hasBody || request.contentType().orElse("").equals(mediaType);
  }
}
