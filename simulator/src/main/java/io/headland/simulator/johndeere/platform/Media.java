package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.QualityValues;
import io.headland.simulator.http.Request;
import java.util.List;

/// Whether caller and API speak of the same media type.
final class Media {
  private Media() {}

  static boolean accepts(Request request, String mediaType) {
    QualityValues accepts = QualityValues.of(request.headers().getOrDefault("accept", List.of()));
    return accepts.isEmpty() || accepts.find(mediaType, "application/*", "*/*").orElse(0.0) > 0;
  }

  /// A body has to be of the API's own type; nothing to read is always readable.
  static boolean isReadable(Request request, String mediaType) {
    boolean hasBody = !request.body().text().isEmpty();
    return !hasBody || request.contentType().orElse("").equals(mediaType);
  }
}
