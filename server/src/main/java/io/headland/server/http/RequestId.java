package io.headland.server.http;

import io.headland.server.id.IdMinter;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.RoutingRequest;
import java.util.regex.Pattern;

/// The id by which one request is found in answers and logs: the client's own when it sends a
/// harmless one, else a new one.
final class RequestId {
  static final HeaderName HEADER = HeaderNames.create("X-Request-Id");
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final IdMinter ids;

  RequestId(IdMinter ids) {
    this.ids = ids;
  }

  String of(RoutingRequest request) {
    return request
        .headers()
        .first(HEADER)
        .filter(id -> HARMLESS.matcher(id).matches())
        .orElseGet(() -> ids.mint().toString());
  }
}
