package io.headland.simulator.traffic;

import io.headland.simulator.http.Request;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The latest requests. Older ones fall out, so that a load test does not fill the memory.
public final class RequestLog {
  static final int MOST = 10_000;

  private static final String MASK = "[masked]";

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long count;

  synchronized void add(Request request, Instant at, int status) {
    count++;
    requests.addLast(
        new ReceivedRequest(
            count, at, request.method(), request.target(), masked(request.headers()), status));
    if (requests.size() > MOST) {
      requests.removeFirst();
    }
  }

  public synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  /// The number of requests since the start or the last clearing, kept or not.
  public synchronized long count() {
    return count;
  }

  public synchronized void clear() {
    requests.clear();
    count = 0;
  }

  private static Map<String, List<String>> masked(Map<String, List<String>> headers) {
    if (!headers.containsKey("authorization") && !headers.containsKey("cookie")) {
      return Collections.unmodifiableMap(new TreeMap<>(headers));
    }
    Map<String, List<String>> copy = new TreeMap<>(headers);
    copy.computeIfPresent(
        "authorization", (_, values) -> values.stream().map(RequestLog::scheme).toList());
    copy.computeIfPresent("cookie", (_, _) -> List.of(MASK));
    return Collections.unmodifiableMap(copy);
  }

  private static String scheme(String value) {
    int space = value.indexOf(' ');
    return space < 0 ? MASK : value.substring(0, space) + " " + MASK;
  }
}
