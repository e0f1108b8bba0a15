package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.safehttp.EndpointUrl;
import io.headland.server.platform.safehttp.PostOutcome;
import io.headland.server.platform.safehttp.PostOutcome.Failure;
import io.headland.server.platform.safehttp.PostOutcome.NoResponse;
import io.headland.server.platform.safehttp.SafeHttpClient;
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
public final class WebhookSender {
  private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

  private final SafeHttpClient client;
  private final MessageFormats formats;
  private final InstantSource clock;
  private final BiConsumer<WebhookKind, PostOutcome> onAttempt;

  public WebhookSender(
      SafeHttpClient client,
      MessageFormats formats,
      InstantSource clock,
      BiConsumer<WebhookKind, PostOutcome> onAttempt) {
    this.client = client;
    this.formats = formats;
    this.clock = clock;
    this.onAttempt = onAttempt;
  }

  /// The address of a message, and its signing secrets.
  ///
  /// @param url empty when it cannot be called
  public record Address(
      ApiOwnerId owner, WebhookKind kind, Optional<EndpointUrl> url, SigningSecrets secrets) {
    public static Address of(
        ApiOwnerId owner, WebhookKind kind, String url, SigningSecrets secrets) {
      return new Address(owner, kind, EndpointUrl.parse(url), secrets);
    }
  }

  /// Makes one attempt.
  public Attempt send(Address to, EventId id, WebhookMessage message, int number) {
    Instant now = clock.instant();
    PostOutcome outcome = post(to, id, message.body(), now);
    onAttempt.accept(to.kind(), outcome);
    return new Attempt(id, message.type(), number, now, outcome);
  }

  /// Sends a greeting, which is not an event.
  public PostOutcome sendConfirmation(Address to, EventId id, String body) {
    PostOutcome outcome = post(to, id, body, clock.instant());
    onAttempt.accept(to.kind(), outcome);
    return outcome;
  }

  private PostOutcome post(Address to, EventId id, String body, Instant now) {
    if (to.url().isEmpty()) {
      return new NoResponse(Failure.REFUSED, Duration.ZERO);
    }
    long start = System.nanoTime();
    try {
      return client.post(
          to.url().get(), headers(to, id, body, now), body.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      // Any failure with one message is a failed attempt at it, with its retries. If it were
      // thrown, the attempts of the batch would be lost, and the next batch would contain the
      // message again.
      log.error("Message {} could not be sent", id, e);
      return new NoResponse(Failure.BROKEN, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Map<String, String> headers(Address to, EventId id, String body, Instant now) {
    Map<String, String> headers =
        new LinkedHashMap<>(Signature.headers(id.toString(), now, body, to.secrets()));
    headers.putAll(formats.of(to.kind()).headers(body, to.secrets()));
    return headers;
  }
}
