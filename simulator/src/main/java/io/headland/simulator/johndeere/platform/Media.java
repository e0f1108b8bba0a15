package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Request;
import java.util.List;
import java.util.Locale;

/// Whether caller and API speak of the same media type.
final class Media {
  private Media() {}

  static boolean accepts(Request request, String mediaType) {
    List<String> accepts = request.headers().getOrDefault("accept", List.of());
    return accepts.isEmpty()
        || accepts.stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .anyMatch(
                range ->
                    range.isEmpty()
                        || range.equals("*/*")
                        || range.equals("application/*")
                        || range.equals(mediaType));
  }

  /// A body has to be of the API's own type; nothing to read is always readable.
  static boolean isReadable(Request request, String mediaType) {
    boolean hasBody = !request.body().text().isEmpty();
    return !hasBody || request.contentType().orElse("").equals(mediaType);
  }
}
