package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.platform.safehttp.Receiver.Received;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/// The requests to a receiver that fails a third of the time. It records a request before it fails.
public final class FailingReceiver {
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> lastFirstSeen = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> outOfOrder = new ConcurrentLinkedQueue<>();
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder forged = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private volatile String secret = "";

  public void expectSignedWith(String other) {
    secret = other;
  }

  /// Records a request.
  ///
  /// @return whether the response reports success
  public boolean take(Received call) {
    calls.increment();
    if (!WebhookFixture.isGenuine(call, secret)) {
      forged.increment();
      return false;
    }
    JsonNode body = WebhookFixture.body(call);
    note(call.header("webhook-id"), body);
    if (ThreadLocalRandom.current().nextInt(3) == 0) {
      failures.increment();
      return false;
    }
    if (!accepted.add(call.header("webhook-id"))) {
      repeated.increment();
    }
    return true;
  }

  /// Whether an event that arrives for the first time follows all earlier events of the same
  /// entity.
  private void note(String id, JsonNode body) {
    String entity = body.at("/data/fieldId").stringValue();
    long sequence = body.path("sequence").longValue();
    lastFirstSeen.compute(
        entity,
        (_, last) -> {
          if (!received.add(id)) {
            return last;
          }
          if (last != null && sequence < last) {
            outOfOrder.add(entity + ": " + sequence + " after " + last);
          }
          return last == null ? sequence : Math.max(last, sequence);
        });
  }

  public Set<String> accepted() {
    return accepted;
  }

  public List<String> firstSeenOutOfOrder() {
    return List.copyOf(outOfOrder);
  }

  public long calls() {
    return calls.sum();
  }

  public long failures() {
    return failures.sum();
  }

  public long forged() {
    return forged.sum();
  }

  /// Requests for events that had been accepted before.
  public long repeated() {
    return repeated.sum();
  }
}
