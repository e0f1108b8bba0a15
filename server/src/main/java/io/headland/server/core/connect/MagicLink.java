package io.headland.server.core.connect;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link that an API owner sends to a grower.
///
/// @param keys the app key for each provider of the link
/// @param lastAccessedAt when it was last opened
/// @param usageCount the number of accounts that were connected with it
public record MagicLink(
    UUID id,
    MagicLinkKind kind,
    LeafUserId leafUser,
    List<AppKeyName> keys,
    MagicLinkSettings settings,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastAccessedAt,
    int maxUsage,
    int usageCount) {

  public MagicLink {
    keys = List.copyOf(keys);
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  public boolean isUsedUp() {
    return usageCount >= maxUsage;
  }

  public List<Provider> providers() {
    return keys.stream().map(AppKeyName::provider).toList();
  }

  public Optional<AppKeyName> keyFor(Provider provider) {
    return keys.stream().filter(key -> key.provider() == provider).findFirst();
  }
}
