package io.headland.server.webhook;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.EventId;
import io.headland.server.outbound.OutboundClient;
import io.headland.server.outbound.OutboundUrl;
import io.headland.server.outbound.PostOutcome;
import io.headland.server.outbound.PostOutcome.Failure;
import io.headland.server.outbound.PostOutcome.NotAnswered;
import io.headland.server.webhook.MessageFormat.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs messages and sends them.
public final class Messenger {
  private static final Logger log = LoggerFactory.getLogger(Messenger.class);

  private final OutboundClient client;
  private final Formats formats;
  private final InstantSource clock;
  private final BiConsumer<WebhookKind, PostOutcome> onAttempt;

  Messenger(
      OutboundClient client,
      Formats formats,
      InstantSource clock,
      BiConsumer<WebhookKind, PostOutcome> onAttempt) {
    this.client = client;
    this.formats = formats;
    this.clock = clock;
    this.onAttempt = onAttempt;
  }

  /// Where a message goes, and what signs it.
  public record Address(ApiOwnerId owner, WebhookKind kind, String url, SigningSecrets secrets) {}

  /// Makes one attempt.
  Attempt send(Address to, EventId id, Message message, int number) {
    Instant now = clock.instant();
    PostOutcome outcome = post(to, id, message.body(), now);
    onAttempt.accept(to.kind(), outcome);
    return new Attempt(id, message.type(), number, now, outcome);
  }

  /// Sends what is no event: a greeting.
  public PostOutcome greet(Address to, EventId id, String body) {
    PostOutcome outcome = post(to, id, body, clock.instant());
    onAttempt.accept(to.kind(), outcome);
    return outcome;
  }

  private PostOutcome post(Address to, EventId id, String body, Instant now) {
    Optional<OutboundUrl> url = OutboundUrl.parse(to.url());
    if (url.isEmpty()) {
      return new NotAnswered(Failure.REFUSED, Duration.ZERO);
    }
    long start = System.nanoTime();
    try {
      return client.post(
          url.get(), headers(to, id, body, now), body.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      // Whatever goes wrong with one message is a failed attempt at that one, with its pauses and
      // its end. Thrown on, it would take the attempts of its whole batch along, and the next batch
      // would hold it again: the endpoint would never come past it.
      log.error("Message {} could not be sent", id, e);
      return new NotAnswered(Failure.BROKEN, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Map<String, String> headers(Address to, EventId id, String body, Instant now) {
    Map<String, String> headers =
        new LinkedHashMap<>(Signature.headers(id.toString(), now, body, to.secrets()));
    headers.putAll(formats.of(to.kind()).headers(body, to.secrets()));
    return headers;
  }
}
