package io.headland.server.core.webhook;

import io.headland.server.platform.id.WebhookId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint.
///
/// @param types the types of events to be sent, in the names of its kind
/// @param disabledReason null while it is enabled
/// @param position its position in the feed: earlier events were delivered or are retried
/// @param failingSince the time since which every attempt has failed; null when the last one
///   succeeded
/// @param degraded whether the last batch failed or was slow
public record Webhook(
    WebhookId id,
    WebhookKind kind,
    String name,
    String url,
    List<String> types,
    @Nullable DisabledReason disabledReason,
    @Nullable Instant disabledAt,
    long position,
    @Nullable Instant failingSince,
    boolean degraded,
    Instant createdAt,
    Instant updatedAt) {
  public Webhook {
    types = List.copyOf(types);
  }

  /// The reason why an endpoint is disabled.
  public enum DisabledReason {
    /// A caller disabled it.
    CALLER,
    /// It returned 410.
    GONE,
    /// Every attempt of several days failed.
    FAILING
  }

  public boolean isEnabled() {
    return disabledReason == null;
  }

  /// A new one.
  ///
  /// @param position the end of the feed: only later events are sent
  public static Webhook made(
      WebhookId id,
      WebhookKind kind,
      String name,
      String url,
      List<String> types,
      long position,
      Instant now) {
    return new Webhook(id, kind, name, url, types, null, null, position, null, false, now, now);
  }
}
