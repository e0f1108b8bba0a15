package io.headland.server.platform.http;

import io.headland.server.platform.id.UuidGenerator;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The id by which a request is found in responses and logs: that of the client when it is short
/// and plain, otherwise a new one.
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final UuidGenerator ids;

  RequestId(UuidGenerator ids) {
    this.ids = ids;
  }

  String of(Request request) {
    @Nullable String sent = request.getHeaders().get(HEADER);
    return sent != null && PLAIN.matcher(sent).matches() ? sent : ids.next().toString();
  }
}
