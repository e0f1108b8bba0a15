package io.headland.server.core.webhook;

import io.headland.server.platform.id.WebhookId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint.
///
/// @param types what it wants to hear of, in the words of its kind
/// @param disabledReason null while it is enabled
/// @param position its place in the feed: what lies before was delivered or waits to be tried again
/// @param failingSince since when every attempt failed; null when the last ones did not
/// @param degraded failed or was slow recently
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
    /// It answered 410.
    GONE,
    /// Only failures, for days.
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
