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
  private static final long LOOK_MILLIS = 20;

  private static final int MOST_DELIVERIES = 10_000;

  /// The result of a post.
  interface Outcome {
    void of(Lane.Post post, boolean accepted, boolean lastAttempt);
  }

  private final InstantSource clock;
  private final Subscriptions subscriptions;
  private final Outcome outcome;
  private final EventPost poster = new EventPost();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final List<Delivery> log = new ArrayList<>();
  private EventRules rules = EventRules.DEFAULTS;
  private boolean started;
  private boolean closed;

  EventDelivery(InstantSource clock, Subscriptions subscriptions, Outcome outcome) {
    this.clock = clock;
    this.subscriptions = subscriptions;
    this.outcome = outcome;
  }

  void add(URI target, Lane.Told told) {
    locked(
        () -> {
          String clientKey = told.event().clientKey();
          lanes
              .computeIfAbsent(clientKey + " " + target, _ -> new Lane(clientKey, target))
              .add(told, rules.latestFirst());
          if (!started && !closed) {
            started = true;
            threads.execute(this::pump);
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
      return lanes.values().stream().allMatch(Lane::isIdle);
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

  private void pump() {
    lock.lock();
    try {
      while (!closed) {
        postWhatIsDue();
        long wait =
            lanes.values().stream().anyMatch(Lane::isWaitingForTime)
                ? TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)
                : Long.MAX_VALUE;
        long _ = changed.awaitNanos(wait);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void postWhatIsDue() {
    Instant now = clock.instant();
    for (Lane lane : lanes.values()) {
      DeliverySettings settings = subscriptions.settings(lane.clientKey());
      if (settings.paused()) {
        continue;
      }
      List<Lane.Post> due = lane.next(settings, this::isWanted, now);
      while (!due.isEmpty()) {
        Lane.Post post = due.getFirst();
        lane.begin();
        EventRules with = rules;
        threads.execute(() -> post(lane, post, settings, with));
        due = lane.next(settings, this::isWanted, now);
      }
    }
  }

  /// Events of ended subscriptions are discarded, except verification events.
  private boolean isWanted(Lane.Told told) {
    return told.event().eventTypeId().equals(EventTypes.VERIFICATION)
        || subscriptions.find(told.subscriptionId()).filter(Subscription::isListening).isPresent();
  }

  /// Posts immediately, regardless of the rules.
  ///
  /// @return the status of the response; 0 when there was none in time
  int forge(URI target, String authorization, List<Event> events) throws InterruptedException {
    return poster.send(target, authorization, events, rules().answerWithin());
  }

  private void post(Lane lane, Lane.Post post, DeliverySettings settings, EventRules with) {
    boolean accepted = false;
    try {
      accepted = send(lane, post, settings, with);
      if (accepted && with.duplicates()) {
        boolean _ = send(lane, post, settings, with);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    boolean last = post.attempt() >= with.attempts();
    outcome.of(post, accepted, last);
    boolean again = !accepted && !last;
    Instant next = clock.instant().plus(with.retryAfter().multipliedBy(1L << (post.attempt() - 1)));
    locked(
        () -> {
          lane.end();
          if (again) {
            lane.addFailed(post.again(next));
          }
        });
  }

  private boolean send(Lane lane, Lane.Post post, DeliverySettings settings, EventRules with)
      throws InterruptedException {
    Instant at = clock.instant();
    int status =
        poster.send(
            lane.target(), settings.authorizationHeaderValue(), post.events(), with.answerWithin());
    Delivery made = new Delivery(at, lane.target(), post.events(), post.attempt(), status);
    locked(() -> note(made));
    return made.isAccepted();
  }

  private void note(Delivery made) {
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
