package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Bounds the open event streams and shares them between API owners.
///
/// When the bound is reached, a new stream ends the oldest one of the owner with the most, if that
/// owner then still has as many as the new stream's owner. The client of an ended stream connects
/// again.
final class StreamShares implements AutoCloseable {
  private final int limit;
  private final Map<ApiOwnerId, Deque<Share>> open = new HashMap<>();
  private int count;
  private boolean closed;

  StreamShares(int limit) {
    this.limit = limit;
  }

  /// The right to one stream, until it is closed.
  final class Share implements AutoCloseable {
    private final ApiOwnerId owner;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Share(ApiOwnerId owner) {
      this.owner = owner;
    }

    /// Whether the stream must end; waits for it up to the given time.
    boolean awaitEnd(Duration time) throws InterruptedException {
      return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      release(this);
    }
  }

  /// A share; empty when all streams are in use and none can be ended in favour of the owner.
  synchronized Optional<Share> take(ApiOwnerId owner) {
    if (count >= limit && !endOneFor(owner)) {
      return Optional.empty();
    }
    Share share = new Share(owner);
    open.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(share);
    count++;
    if (closed) {
      share.ended.countDown();
    }
    return Optional.of(share);
  }

  private boolean endOneFor(ApiOwnerId owner) {
    int own = open.getOrDefault(owner, new ArrayDeque<>()).size();
    Optional<Share> oldest =
        open.values().stream()
            .max(Comparator.comparingInt(Deque::size))
            .filter(largest -> largest.size() > own + 1)
            .map(Deque::getFirst);
    oldest.ifPresent(this::release);
    return oldest.isPresent();
  }

  private synchronized void release(Share share) {
    share.ended.countDown();
    Deque<Share> ofOwner = open.get(share.owner);
    // An ended stream closes its share again, which has no effect.
    if (ofOwner != null && ofOwner.remove(share)) {
      count--;
      if (ofOwner.isEmpty()) {
        open.remove(share.owner);
      }
    }
  }

  /// Ends every stream, and each that is opened later.
  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(shares -> shares.forEach(share -> share.ended.countDown()));
  }
}
