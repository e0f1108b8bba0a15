package io.headland.simulator.traffic;

import io.headland.simulator.http.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls exactly.
public final class CallCounter {
  private static final int MOST_KINDS = 100_000;

  private static final class Tally {
    private final LongAdder calls = new LongAdder();
    private final LongAdder throttled = new LongAdder();

    void add(int status) {
      calls.increment();
      if (status == 429) {
        throttled.increment();
      }
    }

    CallCounts.CallCount read() {
      return new CallCounts.CallCount(calls.sum(), throttled.sum());
    }
  }

  private volatile Map<String, Tally> tallies = new ConcurrentHashMap<>();

  void add(Request request, String userName, int status) {
    Map<String, Tally> current = tallies;
    String key = request.method() + ' ' + bare(request.path()) + ' ' + nameOf(userName);
    boolean full = current.size() >= MOST_KINDS && !current.containsKey(key);
    current.computeIfAbsent(full ? "other" : key, _ -> new Tally()).add(status);
  }

  /// Without matrix parameters, which only select the page.
  private static String bare(String path) {
    int semicolon = path.indexOf(';');
    return semicolon < 0 ? path : path.substring(0, semicolon);
  }

  private static String nameOf(String userName) {
    return userName.isEmpty() ? "-" : userName;
  }

  public CallCounts read() {
    Map<String, CallCounts.CallCount> byCall = new HashMap<>();
    long calls = 0;
    long throttled = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      CallCounts.CallCount count = entry.getValue().read();
      byCall.put(entry.getKey(), count);
      calls += count.calls();
      throttled += count.throttled();
    }
    return new CallCounts(byCall, calls, throttled);
  }

  public void clear() {
    tallies = new ConcurrentHashMap<>();
  }
}
