package io.headland.simulator.johndeere.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Rendered lists of the current revision of the world. Each change of the world clears the cache,
/// so a response is never out of date.
final class ResponseCache {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private record Revision(long revision, Map<String, Rendered> responses, AtomicLong bytes) {
    Revision(long revision) {
      this(revision, new ConcurrentHashMap<>(), new AtomicLong());
    }
  }

  private volatile Revision revisionCache = new Revision(0);

  Rendered get(Call call, String key, Supplier<Rendered> render) {
    Revision current = revisionCache;
    if (current.revision() != call.now().revision() || current.bytes().get() > MOST_BYTES) {
      current = new Revision(call.now().revision());
      revisionCache = current;
    }
    Rendered known = current.responses().get(key);
    if (known != null) {
      return known;
    }
    Rendered fresh = render.get();
    current.responses().put(key, fresh);
    current.bytes().addAndGet(size(key, fresh));
    return fresh;
  }

  /// The approximate memory used by a response, including fingerprints.
  private static long size(String key, Rendered rendered) {
    return rendered.response().body().length + key.length() + 300L * rendered.fingerprints().size();
  }
}
