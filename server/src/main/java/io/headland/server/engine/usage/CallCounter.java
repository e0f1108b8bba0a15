package io.headland.server.engine.usage;

import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.CallCountStore.CallCount;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts calls in memory and adds them to the database every two seconds and at the end. If a node
/// is killed, its counts since the last write are lost.
public final class CallCounter {
  private static final int TOO_MANY_REQUESTS = 429;

  private final CallCountStore store;
  private final Object writing = new Object();
  private Map<CallCountStore.Key, CallCount> counted = new HashMap<>();

  public CallCounter(CallCountStore store) {
    this.store = store;
  }

  public void count(ApiOwnerId owner, ClientApplication application, ProviderCall call) {
    boolean throttled = call.statusCode() == TOO_MANY_REQUESTS;
    LocalDate day = LocalDate.ofInstant(call.at(), ZoneOffset.UTC);
    var one =
        new CallCount(1, throttled ? 1 : 0, throttled ? Optional.of(call.at()) : Optional.empty());
    add(Map.of(new CallCountStore.Key(owner, application, day), one));
  }

  /// Adds the counts to the database, and waits for those that another thread is adding. Counts
  /// that cannot be added are retained.
  public void flush() {
    synchronized (writing) {
      Map<CallCountStore.Key, CallCount> batch = takeOut();
      if (batch.isEmpty()) {
        return;
      }
      try {
        store.add(batch);
      } catch (RuntimeException | Error e) {
        // Rethrown after the counts were retained.
        add(batch);
        throw e;
      }
    }
  }

  private synchronized Map<CallCountStore.Key, CallCount> takeOut() {
    Map<CallCountStore.Key, CallCount> taken = counted;
    counted = new HashMap<>();
    return taken;
  }

  private synchronized void add(Map<CallCountStore.Key, CallCount> more) {
    more.forEach((row, count) -> counted.merge(row, count, CallCount::plus));
  }
}
