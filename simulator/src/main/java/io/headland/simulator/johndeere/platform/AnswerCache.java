package io.headland.simulator.johndeere.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Rendered lists of the current revision of the world. Each change of the world clears the cache,
/// so a response is never out of date.
final class AnswerCache {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private record Shelf(long revision, Map<String, Rendered> answers, AtomicLong bytes) {
    Shelf(long revision) {
      this(revision, new ConcurrentHashMap<>(), new AtomicLong());
    }
  }

  private volatile Shelf shelf = new Shelf(0);

  Rendered get(Call call, String key, Supplier<Rendered> render) {
    Shelf current = shelf;
    if (current.revision() != call.now().revision() || current.bytes().get() > MOST_BYTES) {
      current = new Shelf(call.now().revision());
      shelf = current;
    }
    Rendered known = current.answers().get(key);
    if (known != null) {
      return known;
    }
    Rendered fresh = render.get();
    current.answers().put(key, fresh);
    current.bytes().addAndGet(size(key, fresh));
    return fresh;
  }

  /// The approximate memory used by a response, including fingerprints.
  private static long size(String key, Rendered rendered) {
    return rendered.response().body().length + key.length() + 300L * rendered.fingerprints().size();
  }
}
