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
/// @param degraded failed or was slow of late
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

  /// Why an endpoint hears of nothing.
  public enum DisabledReason {
    /// Somebody said so.
    CALLER,
    /// It answered 410.
    GONE,
    /// Nothing but failures, for days.
    FAILING
  }

  public boolean isEnabled() {
    return disabledReason == null;
  }

  /// One that was just made.
  ///
  /// @param position the end of the feed: it hears of what happens from now on
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
