package io.headland.simulator.johndeere.events;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Delivers pending events: one address after the other, in batches, with retries, and not while
/// deliveries of the application are paused.
final class EventDelivery implements AutoCloseable {
  /// The interval at which the clock is checked while an event waits for a time.
  private static final long CLOCK_CHECK_MILLIS = 20;

  private static final int MOST_DELIVERIES = 10_000;

  /// The result of a post.
  interface Outcome {
    void of(DeliveryQueue.Post post, boolean accepted, boolean lastAttempt);
  }

  private final InstantSource clock;
  private final Subscriptions subscriptions;
  private final Outcome outcome;
  private final EventPost poster = new EventPost();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, DeliveryQueue> queues = new HashMap<>();
  private final List<Delivery> log = new ArrayList<>();
  private EventRules rules = EventRules.DEFAULTS;
  private boolean started;
  private boolean closed;

  EventDelivery(InstantSource clock, Subscriptions subscriptions, Outcome outcome) {
    this.clock = clock;
    this.subscriptions = subscriptions;
    this.outcome = outcome;
  }

  void add(URI target, DeliveryQueue.SubscriptionEvent event) {
    locked(
        () -> {
          String clientKey = event.event().clientKey();
          queues
              .computeIfAbsent(clientKey + " " + target, _ -> new DeliveryQueue(clientKey, target))
              .add(event, rules.latestFirst());
          if (!started && !closed) {
            started = true;
            threads.execute(this::run);
          }
        });
  }

  /// Called when something changed on which posts depend.
  void wake() {
    locked(() -> {});
  }

  void rules(EventRules now) {
    locked(() -> rules = now);
  }

  EventRules rules() {
    lock.lock();
    try {
      return rules;
    } finally {
      lock.unlock();
    }
  }

  List<Delivery> log() {
    lock.lock();
    try {
      return List.copyOf(log);
    } finally {
      lock.unlock();
    }
  }

  /// Whether all events were delivered.
  boolean isIdle() {
    lock.lock();
    try {
      return queues.values().stream().allMatch(DeliveryQueue::isIdle);
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        postDue();
        long wait =
            queues.values().stream().anyMatch(DeliveryQueue::hasFailed)
                ? TimeUnit.MILLISECONDS.toNanos(CLOCK_CHECK_MILLIS)
                : Long.MAX_VALUE;
        long _ = changed.awaitNanos(wait);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void postDue() {
    Instant now = clock.instant();
    for (DeliveryQueue queue : queues.values()) {
      DeliverySettings settings = subscriptions.settings(queue.clientKey());
      if (settings.paused()) {
        continue;
      }
      List<DeliveryQueue.Post> due = queue.next(settings, this::isDeliverable, now);
      while (!due.isEmpty()) {
        DeliveryQueue.Post post = due.getFirst();
        queue.begin();
        EventRules current = rules;
        threads.execute(() -> post(queue, post, settings, current));
        due = queue.next(settings, this::isDeliverable, now);
      }
    }
  }

  /// Events of ended subscriptions are discarded, except verification events.
  private boolean isDeliverable(DeliveryQueue.SubscriptionEvent event) {
    return event.event().eventTypeId().equals(EventTypes.VERIFICATION)
        || subscriptions.find(event.subscriptionId()).filter(Subscription::isListening).isPresent();
  }

  /// Posts immediately, regardless of the rules.
  ///
  /// @return the status of the response; 0 when there was none in time
  int forge(URI target, String authorization, List<Event> events) throws InterruptedException {
    return poster.send(target, authorization, events, rules().responseTimeout());
  }

  private void post(
      DeliveryQueue queue, DeliveryQueue.Post post, DeliverySettings settings, EventRules rules) {
    boolean accepted = false;
    try {
      accepted = send(queue, post, settings, rules);
      if (accepted && rules.duplicates()) {
        boolean _ = send(queue, post, settings, rules);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    boolean last = post.attempt() >= rules.attempts();
    outcome.of(post, accepted, last);
    boolean retry = !accepted && !last;
    Instant next =
        clock.instant().plus(rules.retryAfter().multipliedBy(1L << (post.attempt() - 1)));
    locked(
        () -> {
          queue.end();
          if (retry) {
            queue.addFailed(post.retryAt(next));
          }
        });
  }

  private boolean send(
      DeliveryQueue queue, DeliveryQueue.Post post, DeliverySettings settings, EventRules rules)
      throws InterruptedException {
    Instant at = clock.instant();
    int status =
        poster.send(
            queue.target(),
            settings.authorizationHeaderValue(),
            post.payloads(),
            rules.responseTimeout());
    Delivery made = new Delivery(at, queue.target(), post.payloads(), post.attempt(), status);
    locked(() -> addToLog(made));
    return made.isAccepted();
  }

  private void addToLog(Delivery made) {
    if (log.size() >= MOST_DELIVERIES) {
      log.removeFirst();
    }
    log.add(made);
  }

  @Override
  public void close() {
    locked(() -> closed = true);
    poster.close();
    threads.shutdownNow();
  }
}
